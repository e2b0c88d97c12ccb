"""What makes and checks what is delivered: generated pages, site, release. Nothing here ships."""
