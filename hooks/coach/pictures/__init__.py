"""Pictures: measured, encoded for screens, drawn as cards for sharing, and kept between builds."""
