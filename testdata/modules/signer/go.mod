module example.com/signer

go 1.26.0

require (
	example.com/hsm v0.0.0
	github.com/miekg/dns v1.1.73
)

require (
	golang.org/x/net v0.57.0 // indirect
	golang.org/x/sys v0.47.0 // indirect
)

replace example.com/hsm => ../hsm
