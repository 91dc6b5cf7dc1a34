// Package dnsp has the types of the DNS server management protocol.
package dnsp

// TypeID tells what a Union holds.
type TypeID uint16

// The types that the DNS server's operations take and give here.
const (
	TypeIDNull          TypeID = 0
	TypeIDDword         TypeID = 1
	TypeIDString        TypeID = 2
	TypeIDUnicodeString TypeID = 3
	TypeIDNameAndParam  TypeID = 15
	TypeIDSKD           TypeID = 45
	TypeIDSKDList       TypeID = 46
	TypeIDSKDState      TypeID = 47
)

// A Union is an argument or an answer.
type Union struct {
	Value isUnion
}

type isUnion interface{ isUnion() }

// GetValue returns what the union holds: a uint32, a string or a pointer to a structure.
func (u *Union) GetValue() any {
	if u == nil {
		return nil
	}
	switch v := u.Value.(type) {
	case *Union_Null:
		return v.Null
	case *Union_Dword:
		return v.Dword
	case *Union_String:
		return v.String
	case *Union_UnicodeString:
		return v.UnicodeString
	case *Union_NameAndParam:
		return v.NameAndParam
	case *Union_SKD:
		return v.SKD
	case *Union_SKDState:
		return v.SKDState
	}
	return nil
}

// The members of a Union.
type (
	Union_Null          struct{ Null uint8 }
	Union_Dword         struct{ Dword uint32 }
	Union_String        struct{ String string }
	Union_UnicodeString struct{ UnicodeString string }
	Union_NameAndParam  struct{ NameAndParam *NameAndParam }
	Union_SKD           struct{ SKD *SKD }
	Union_SKDState      struct{ SKDState *SKDState }
)

func (*Union_Null) isUnion()          {}
func (*Union_Dword) isUnion()         {}
func (*Union_String) isUnion()        {}
func (*Union_UnicodeString) isUnion() {}
func (*Union_NameAndParam) isUnion()  {}
func (*Union_SKD) isUnion()           {}
func (*Union_SKDState) isUnion()      {}

// NameAndParam is a property and its new value.
type NameAndParam struct {
	Param    uint32
	NodeName string
}

// SKD describes a signing key.
type SKD struct {
	IsKSK     bool
	Algorithm uint8
}

// SKDState is the state of a signing key.
type SKDState struct {
	CurrentState uint32
}
