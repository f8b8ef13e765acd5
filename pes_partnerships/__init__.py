"""The roof of the product and the ground its apps stand on."""
