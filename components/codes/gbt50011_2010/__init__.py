"""GB/T 50011-2010 (2024 edition), seismic design: what chapter 8 and 5.4 ask of steel members."""
