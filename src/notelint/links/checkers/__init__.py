"""One checker a service: what to request of it, and what its replies say of a link."""
