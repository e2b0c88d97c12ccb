"""What makes and checks what is delivered: the generated documentation, the site, the release. Nothing here ships."""
