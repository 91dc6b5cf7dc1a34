package edge

import (
	"crypto"

	mdns "github.com/miekg/dns"
)

// RR, Sig and KeyRec are aliases.
type (
	Sig    = mdns.RRSIG
	KeyRec = mdns.KEY
	DK     = mdns.DNSKEY
)

// sigPointer is a pointer type of its own and has no methods.
type sigPointer *mdns.RRSIG

// AliasImport is unsafe: the package has another name here.
func AliasImport(s *mdns.RRSIG, key crypto.Signer, set []mdns.RR) error {
	return s.Sign(key, set) // want `KM001: .*Sign`
}

// AliasType is unsafe: an alias is the type itself.
func AliasType(s *Sig, key crypto.Signer, set []mdns.RR) error {
	return s.Sign(key, set) // want `KM001: .*Sign`
}

// AliasGenerate is unsafe: likewise.
func AliasGenerate(k *DK) (crypto.PrivateKey, error) {
	return k.Generate(256) // want `KM001: .*Generate`
}

// AliasKey is silent: an alias of KEY is KEY.
func AliasKey(k *KeyRec) (crypto.PrivateKey, error) { return k.Generate(256) }

// Converted is unsafe: the conversion gives the methods back.
func Converted(p sigPointer, key crypto.Signer, set []mdns.RR) error {
	return (*mdns.RRSIG)(p).Sign(key, set) // want `KM001: .*Sign`
}

// Own embeds a DNSKEY.
type Own struct{ *mdns.DNSKEY }

// OwnKey embeds a KEY.
type OwnKey struct{ mdns.KEY }

// Deep embeds Own.
type Deep struct {
	n int
	Own
}

// Promoted is unsafe: the embedded DNSKEY's method.
func Promoted(o Own) (crypto.PrivateKey, error) {
	return o.Generate(256) // want `KM001: .*Generate`
}

// PromotedDeep is unsafe: two levels.
func PromotedDeep(d *Deep) (crypto.PrivateKey, error) {
	return d.Generate(256) // want `KM001: .*Generate`
}

// PromotedKey is silent: the path goes through KEY.
func PromotedKey(o OwnKey) (crypto.PrivateKey, error) { return o.Generate(256) }

// MethodExpression is unsafe: the receiver is the first argument.
func MethodExpression(j *Job) error {
	return (*mdns.RRSIG).Sign(j.Sig, j.Key, j.Set) // want `KM001: .*Sign`
}

// MethodExpressionKey is silent: KEY's promoted method as an expression.
func MethodExpressionKey(k *mdns.KEY) (crypto.PrivateKey, error) {
	return (*mdns.KEY).Generate(k, 256)
}

// MethodExpressionGuarded is safe.
func MethodExpressionGuarded(j *Job) error {
	if !isKeyMaster() {
		return errMoved
	}
	return (*mdns.RRSIG).Sign(j.Sig, j.Key, j.Set)
}

// Asserted is unsafe: the assertion gives the static type.
func Asserted(rr mdns.RR, j *Job) error {
	if s, ok := rr.(*mdns.RRSIG); ok {
		return s.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// Switched is unsafe for RRSIG and DNSKEY, silent for KEY.
func Switched(rr mdns.RR, j *Job) (err error) {
	switch rr := rr.(type) {
	case *mdns.RRSIG:
		err = rr.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	case *mdns.DNSKEY:
		_, err = rr.Generate(256) // want `KM001: .*Generate`
	case *mdns.KEY:
		_, err = rr.Generate(256)
	}
	return err
}

// Constructed is unsafe: the receiver is a literal.
func Constructed(j *Job) error {
	return (&mdns.RRSIG{Algorithm: mdns.ED25519}).Sign(j.Key, j.Set) // want `KM001: .*Sign`
}
