package gate

import (
	"go/constant"
	"go/token"
)

// numbers reports whether a number among g's values is written anywhere in src, in any of
// Go's notations: 9101, 9_101, 0x238D, 021615, 0o21615, 0b10001110001101, 9.101e3.
func (g *Gate) numbers(src []byte) bool {
	for i := 0; i < len(src); i++ {
		if !isDigit(src[i]) {
			continue
		}
		if i > 0 && isIdent(src[i-1]) {
			continue // x1; the digits that follow are skipped in the same way
		}
		start := i
		i = numberEnd(src, i)
		if hasValue(g, src[start:i]) || at(src, start-1) == '.' && hasValue(g, src[start-1:i]) {
			return true
		}
	}
	return false
}

// numberEnd returns where the number that starts at src[i] ends, or what follows it without
// a gap. A second point is not part of it.
func numberEnd(src []byte, i int) int {
	exponent := byte('e')
	if src[i] == '0' && lower(at(src, i+1)) == 'x' {
		exponent = 'p'
	}
	whole := true // no point and no exponent yet
	for i++; i < len(src); i++ {
		switch b := src[i]; {
		case lower(b) == exponent:
			whole = false
		case isAlnum(b), b == '_':
		case b == '.' && whole:
			whole = false
		case (b == '+' || b == '-') && lower(src[i-1]) == exponent:
		default:
			return i
		}
	}
	return i
}

// hasValue reports whether the literal lit, an integer or a float, has one of g's values.
func hasValue[S []byte | string](g *Gate, lit S) bool {
	base, digits := uint64(10), lit
	if len(lit) > 1 && lit[0] == '0' {
		base, digits = 8, lit[1:]
		switch lower(lit[1]) {
		case 'x':
			base, digits = 16, lit[2:]
		case 'b':
			base, digits = 2, lit[2:]
		case 'o':
			digits = lit[2:]
		}
	}
	var n uint64
	for i := range len(digits) {
		if digits[i] == '_' {
			continue
		}
		d := uint64(digit(digits[i]))
		if d >= base {
			return hasFloatValue(g, lit)
		}
		if n > (1<<64-1-d)/base {
			return false
		}
		n = n*base + d
	}
	return g.values[n]
}

func digit(b byte) byte {
	switch b = lower(b); {
	case isDigit(b):
		return b - '0'
	case 'a' <= b && b <= 'f':
		return b - 'a' + 10
	}
	return 255
}

// hasFloatValue is hasValue for what is no integer literal.
func hasFloatValue[S []byte | string](g *Gate, lit S) bool {
	if !mayBeValue(g, lit) {
		return false
	}
	v := constant.ToInt(constant.MakeFromLiteral(string(lit), token.FLOAT, 0))
	n, exact := constant.Uint64Val(v)
	return exact && g.values[n]
}

// mayBeValue reports whether the digits of lit are those of one of g's values, whatever the
// point and the exponent, so that the many numbers like 1.5 need no arithmetic. Hexadecimal
// floats, of which there are few, always may be.
func mayBeValue[S []byte | string](g *Gate, lit S) bool {
	if lower(at(lit, 1)) == 'x' {
		return true
	}
	var n uint64
	for i := range len(lit) {
		switch b := lit[i]; {
		case isDigit(b) && n < 1<<60:
			n = n*10 + uint64(b-'0')
		case isDigit(b):
			return true // longer than this wants to know
		case lower(b) == 'e':
			return g.digits[significant(n)]
		case b != '.' && b != '_':
			return false
		}
	}
	return g.digits[significant(n)]
}

// significant returns n without the zeros at its end.
func significant(n uint64) uint64 {
	for n != 0 && n%10 == 0 {
		n /= 10
	}
	return n
}
