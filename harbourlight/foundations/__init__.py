"""The engines that every room is made of."""
