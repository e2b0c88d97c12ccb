"""Values in, text or bytes out. A format shows a verdict; it cannot compute one."""
