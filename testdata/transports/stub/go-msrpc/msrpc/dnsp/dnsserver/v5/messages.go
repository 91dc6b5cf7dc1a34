// Package dnsserver has the client of the DnsServer interface, version 5.0.
package dnsserver

import "github.com/oiweiwei/go-msrpc/msrpc/dnsp"

// OperationRequest asks for R_DnssrvOperation.
type OperationRequest struct {
	ServerName string // the server ignores it
	Zone       string
	Context    uint32
	Operation  string
	TypeID     uint32
	Data       *dnsp.Union
}

// OperationResponse answers R_DnssrvOperation.
type OperationResponse struct {
	Return int32 // 0 or a Win32 code
}

// QueryRequest asks for R_DnssrvQuery.
type QueryRequest struct {
	ServerName string // the server ignores it
	Zone       string
	Operation  string
}

// QueryResponse answers R_DnssrvQuery.
type QueryResponse struct {
	TypeID uint32
	Data   *dnsp.Union
	Return int32 // 0 or a Win32 code
}

// ComplexOperationRequest asks for R_DnssrvComplexOperation.
type ComplexOperationRequest struct {
	ServerName string // the server ignores it
	Zone       string
	Operation  string
	TypeIn     uint32
	DataIn     *dnsp.Union
}

// ComplexOperationResponse answers R_DnssrvComplexOperation.
type ComplexOperationResponse struct {
	TypeOut uint32
	DataOut *dnsp.Union
	Return  int32 // 0 or a Win32 code
}

// EnumRecordsRequest asks for R_DnssrvEnumRecords.
type EnumRecordsRequest struct {
	ServerName string // the server ignores it
	Zone       string
	NodeName   string
	RecordType uint16
	SelectFlag uint32
}

// EnumRecordsResponse answers R_DnssrvEnumRecords.
type EnumRecordsResponse struct {
	Buffer []byte
	Return int32 // 0 or a Win32 code
}

// Operation2Request asks for R_DnssrvOperation2.
type Operation2Request struct {
	ClientVersion uint32
	SettingFlags  uint32
	ServerName    string // the server ignores it
	Zone          string
	Context       uint32
	Operation     string
	TypeID        uint32
	Data          *dnsp.Union
}

// Operation2Response answers R_DnssrvOperation2.
type Operation2Response struct {
	Return int32 // 0 or a Win32 code
}

// Query2Request asks for R_DnssrvQuery2.
type Query2Request struct {
	ClientVersion uint32
	SettingFlags  uint32
	ServerName    string // the server ignores it
	Zone          string
	Operation     string
}

// Query2Response answers R_DnssrvQuery2.
type Query2Response struct {
	TypeID uint32
	Data   *dnsp.Union
	Return int32 // 0 or a Win32 code
}

// ComplexOperation2Request asks for R_DnssrvComplexOperation2.
type ComplexOperation2Request struct {
	ClientVersion uint32
	SettingFlags  uint32
	ServerName    string // the server ignores it
	Zone          string
	Operation     string
	TypeIn        uint32
	DataIn        *dnsp.Union
}

// ComplexOperation2Response answers R_DnssrvComplexOperation2.
type ComplexOperation2Response struct {
	TypeOut uint32
	DataOut *dnsp.Union
	Return  int32 // 0 or a Win32 code
}

// EnumRecords2Request asks for R_DnssrvEnumRecords2.
type EnumRecords2Request struct {
	ClientVersion uint32
	SettingFlags  uint32
	ServerName    string // the server ignores it
	Zone          string
	NodeName      string
	RecordType    uint16
	SelectFlag    uint32
}

// EnumRecords2Response answers R_DnssrvEnumRecords2.
type EnumRecords2Response struct {
	Buffer []byte
	Return int32 // 0 or a Win32 code
}

// Operation3Request asks for R_DnssrvOperation3.
type Operation3Request struct {
	ClientVersion uint32
	SettingFlags  uint32
	ServerName    string // the server ignores it
	Zone          string
	ZoneScopeName string
	Context       uint32
	Operation     string
	TypeID        uint32
	Data          *dnsp.Union
}

// Operation3Response answers R_DnssrvOperation3.
type Operation3Response struct {
	Return int32 // 0 or a Win32 code
}

// Query3Request asks for R_DnssrvQuery3.
type Query3Request struct {
	ClientVersion uint32
	SettingFlags  uint32
	ServerName    string // the server ignores it
	Zone          string
	ZoneScopeName string
	Operation     string
}

// Query3Response answers R_DnssrvQuery3.
type Query3Response struct {
	TypeID uint32
	Data   *dnsp.Union
	Return int32 // 0 or a Win32 code
}

// ComplexOperation3Request asks for R_DnssrvComplexOperation3.
type ComplexOperation3Request struct {
	ClientVersion            uint32
	SettingFlags             uint32
	ServerName               string // the server ignores it
	VirtualizationInstanceID string
	Zone                     string
	Operation                string
	TypeIn                   uint32
	DataIn                   *dnsp.Union
}

// ComplexOperation3Response answers R_DnssrvComplexOperation3.
type ComplexOperation3Response struct {
	TypeOut uint32
	DataOut *dnsp.Union
	Return  int32 // 0 or a Win32 code
}

// Operation4Request asks for R_DnssrvOperation4.
type Operation4Request struct {
	ClientVersion            uint32
	SettingFlags             uint32
	ServerName               string // the server ignores it
	VirtualizationInstanceID string
	Zone                     string
	ZoneScopeName            string
	Context                  uint32
	Operation                string
	TypeID                   uint32
	Data                     *dnsp.Union
}

// Operation4Response answers R_DnssrvOperation4.
type Operation4Response struct {
	Return int32 // 0 or a Win32 code
}

// Query4Request asks for R_DnssrvQuery4.
type Query4Request struct {
	ClientVersion            uint32
	SettingFlags             uint32
	ServerName               string // the server ignores it
	VirtualizationInstanceID string
	Zone                     string
	ZoneScopeName            string
	Operation                string
}

// Query4Response answers R_DnssrvQuery4.
type Query4Response struct {
	TypeID uint32
	Data   *dnsp.Union
	Return int32 // 0 or a Win32 code
}
