module example.com/zones

go 1.26.0

require (
	example.com/signer v0.0.0
	github.com/miekg/dns v1.1.73
	golang.org/x/sync v0.22.0
)

require (
	example.com/hsm v0.0.0 // indirect
	golang.org/x/net v0.61.0 // indirect
	golang.org/x/sys v0.49.0 // indirect
)

replace (
	example.com/hsm => ./hsm
	example.com/signer => ./signer
)
