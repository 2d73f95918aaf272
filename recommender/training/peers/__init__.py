"""Other people's recommenders, measured beside ours on the very same questions.

Each peer is a frozen dataclass of its hyperparameters that learns from baskets and returns scorers. `grids`
writes down what is tried, `table` tunes and measures. None of this serves or goes into a bundle.
"""
