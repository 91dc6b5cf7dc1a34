module fixes

go 1.26.0

require (
	github.com/miekg/dns v1.1.73
	github.com/oiweiwei/go-msrpc v0.0.0-00010101000000-000000000000
)

require (
	golang.org/x/net v0.57.0 // indirect
	golang.org/x/sys v0.47.0 // indirect
)

replace github.com/oiweiwei/go-msrpc => ../transports/stub/go-msrpc
