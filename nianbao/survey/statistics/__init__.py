"""What many reports say together: verdicts and causes, rates, what stands out, what was copied."""
