"""What pictures show, and how they are sent; `pictures/` draws them."""
