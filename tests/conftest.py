"""What all tests share: hypothesis never judges by the clock, for machines are noisy."""

from hypothesis import settings

settings.register_profile("clea", deadline=None)
settings.load_profile("clea")
