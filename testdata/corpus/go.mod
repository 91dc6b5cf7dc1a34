module corpus

go 1.26.0

require (
	codeberg.org/miekg/dns v0.6.79
	github.com/miekg/dns v1.1.73
	golang.org/x/sys v0.49.0
)

require (
	golang.org/x/crypto v0.58.0 // indirect
	golang.org/x/net v0.61.0 // indirect
)
