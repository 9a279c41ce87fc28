"""What watches the pipeline from outside: lag, and processes that hang without dying."""
