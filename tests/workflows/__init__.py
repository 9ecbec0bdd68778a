"""Proposals, workflows and what they call."""
