"""Reports added up: who counts (planning), the sums (summing), what explains another's figures (against), the trace."""
