"""The sample newsroom: a small web server and a wire folder that unfold one invented story."""
