package analyzer_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/invopop/jsonschema"
	validator "github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/keymasterlint/keymaster/analyzer"
	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/code"
)

var update = flag.Bool("update", false, "write the schema of settings files")

const schemaFile = "../docs/keymaster.schema.json"

// TestSchema compares the published schema with what the types say.
func TestSchema(t *testing.T) {
	want := schema(t)
	if *update {
		if err := os.WriteFile(schemaFile, want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if have, err := os.ReadFile(schemaFile); err != nil || !bytes.Equal(have, want) {
		t.Errorf("%s differs from the types of settings (%v); run go generate ./analyzer", schemaFile, err)
	}
}

// levels are what settings may say of a code.
var levels = []any{code.Error, code.Warning, code.Note, analyzer.Off}

// required are the keys without which a row, or a part of one, says nothing.
var required = map[string][]string{
	"Operation": {"func"}, "Check": {"func"}, "Establish": {"func"}, "Test": {"func"}, "Flow": {"func", "from", "to"}, "Run": {"func", "how"},
	"Carrier": {"at", "form"}, "FieldLacks": {"field", "lacks"}, "Update": {"message", "opcode", "section", "records"},
	"Answer": {"name", "forms", "means"}, "Trigger": {"word"}, "Command": {"name", "shell", "means", "does"}, "Only": {"parameter", "in"},
	"Process": {"type", "path", "args", "stdin"}, "Start": {"func"}, "TextOf": {"func", "from", "to", "as"}, "ErrorType": {"type", "of", "form"},
}

func schema(t *testing.T) []byte {
	t.Helper()
	r := &jsonschema.Reflector{FieldNameTag: "yaml", RequiredFromJSONSchemaTags: true, ExpandedStruct: true, Mapper: enumeration}
	for _, source := range []string{"settings.go", "catalog"} {
		if err := r.AddGoComments("github.com/keymasterlint/keymaster/analyzer", source); err != nil {
			t.Fatal(err)
		}
	}
	s := r.Reflect(analyzer.Settings{})
	s.ID = "https://github.com/keymasterlint/keymaster/blob/main/docs/keymaster.schema.json"
	s.Title = "Settings of keymaster: .keymaster.yml, or linters.settings.custom.keymaster.settings of golangci-lint"
	for name, def := range s.Definitions {
		def.Required = required[name]
		if basis, ok := def.Properties.Get("basis"); ok {
			basis.Enum = []any{"spec-stated", "documented", "inferred", "decided"}
		}
		if name == "Pack" {
			def.Properties.Delete("support")
			def.Properties.Delete("direct")
		}
	}
	packs, _ := s.Properties.Get("packs")
	packs.Properties, packs.AdditionalProperties = jsonschema.NewProperties(), jsonschema.FalseSchema
	for _, p := range catalog.Default().Packs() {
		on := &jsonschema.Schema{Type: "boolean", Description: p.Doc}
		if p.Support {
			on.Const = true
		}
		packs.Properties.Set(p.Pack, on)
	}
	codes, _ := s.Properties.Get("codes")
	codes.Properties, codes.AdditionalProperties = jsonschema.NewProperties(), jsonschema.FalseSchema
	for _, c := range code.All() {
		codes.Properties.Set(c.ID, &jsonschema.Schema{Enum: levels, Description: c.Name + ": " + c.Summary, Default: c.Severity})
	}
	require, _ := s.Properties.Get("require")
	require.Enum = []any{analyzer.RequireEither, analyzer.RequireBoth, analyzer.RequireRole, analyzer.RequireRefusal}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(s); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// enumeration returns the schemas of types whose values are a few.
func enumeration(t reflect.Type) *jsonschema.Schema {
	var values []any
	switch t {
	case reflect.TypeFor[catalog.Form]():
		values = []any{catalog.Error, catalog.Text, catalog.Rcode, catalog.Code}
	case reflect.TypeFor[catalog.Meaning]():
		values = []any{catalog.Refused, catalog.Success, catalog.Base}
	case reflect.TypeFor[catalog.How]():
		values = []any{catalog.Started, catalog.Once, catalog.Kept}
	case reflect.TypeFor[catalog.Shell]():
		values = []any{catalog.PowerShell, catalog.Dnscmd, catalog.MSRPC, catalog.WMI}
	case reflect.TypeFor[catalog.Effect]():
		values = []any{catalog.Operates, catalog.Moves, catalog.Reads}
	case reflect.TypeFor[catalog.Reading]():
		values = []any{catalog.ReadProcess, catalog.ReadLine, catalog.ReadScript, catalog.ReadRPC, catalog.ReadWMI}
	case reflect.TypeFor[catalog.As]():
		values = []any{catalog.Same, catalog.First, catalog.EncodedCommand}
	case reflect.TypeFor[catalog.Outcome]():
		values = []any{true, false}
		for _, o := range catalog.Outcomes {
			values = append(values, o)
		}
	case reflect.TypeFor[catalog.Place]():
		return &jsonschema.Schema{Type: "string", Pattern: `^(recv|args|format|(arg|result) (0|[1-9][0-9]*))(\.[^.\s]+)*$`}
	default:
		return nil
	}
	return &jsonschema.Schema{Enum: values}
}

// TestSchemaAgrees wants the schema to take what the decoder takes, and to refuse each mistake of form.
func TestSchemaAgrees(t *testing.T) {
	doc, err := validator.UnmarshalJSON(bytes.NewReader(schema(t)))
	if err != nil {
		t.Fatal(err)
	}
	c := validator.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	valid, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	takes := func(text string) error {
		data, err := yaml.YAMLToJSON([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		v, err := validator.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		return valid.Validate(v)
	}
	for _, good := range []string{"{}", boxRows, readmeSettings(t), goodSettings} {
		if _, err := analyzer.ParseSettings("", []byte(good)); err != nil {
			t.Errorf("%s\nis refused: %v", good, err)
		}
		if err := takes(good); err != nil {
			t.Errorf("%s\nis refused by the schema: %v", good, err)
		}
	}
	for _, change := range [][2]string{
		{"tests:", "test:"}, {"tests: true", "tests: 1"},
		{"KM005: off", "KM005: warn"}, {"KM005: off", "KM05: off"}, {"KM005: off", "KM005: false"}, {"codes:", "code:"}, {"require: both", "require: all"}, {"require: both", "require: ''"},
		{"miekg: false", "miekg: off"}, {"go: true", "go: false"}, {"windows:", "window:"},
		{"[zone owner]", "zone owner"}, {"operations:", "operation:"}, {"- func: a.B", "- fun: a.B"}, {"arg 0", "arg x"}, {"form: code", "form: kode"},
		{"value: 3", "value: three"}, {"means: refused", "means: denied"}, {"outcome: false", "outcome: no"}, {"how: once", "how: twice"},
		{"how: once", "howe: once"}, {"basis: inferred", "basis: guessed"}, {"lacks: 1", "lack: 1"}, {"name: N, ", ""}, {", to: result 0", ""},
		{"reads: line", "reads: lines"}, {"shell: dnscmd", "shell: cmd"}, {"shell: powershell", "shell: bash"}, {"means: operation", "means: operates"},
		{"does: does, ", ""}, {"in: [z]", "is: [z]"}, {"stdin: I, ", ""}, {"new: [{func: k.M, ", "new: [{"}, {"as: same", "as: is"}, {"of: [i], ", ""},
		{"word: zone-owner", "after: x"}, {"noReturn: [x.Y]", "noReturn: x.Y"}, {"nonNil: [0]", "nonNil: [zero]"},
	} {
		if !strings.Contains(goodSettings, change[0]) {
			t.Fatalf("no %q in the good settings", change[0])
		}
		bad := strings.Replace(goodSettings, change[0], change[1], 1)
		if _, err := analyzer.ParseSettings("", []byte(bad)); err == nil {
			t.Errorf("%s -> %s: taken", change[0], change[1])
		}
		if takes(bad) == nil {
			t.Errorf("%s -> %s: taken by the schema", change[0], change[1])
		}
	}
}

const goodSettings = `
packs: {miekg: false, go: true, windows: true}
codes: {KM001: error, KM002: warning, KM003: note, KM005: off}
require: both
tests: true
names: [zone owner]
rows:
  operations:
    - func: a.B
      zone: [arg 0]
      refusal: [{at: result 0, form: code}]
      nonNil: [0]
      unless: {field: F, lacks: 1}
      basis: inferred
    - {func: i.J, command: [arg 1], stdin: recv.In, reads: line, refusal: [{at: result 1, form: text, shell: dnscmd}]}
  commands: [{name: Do-It, shell: powershell, means: operation, does: does, why: so, positional: [Zone], zone: Zone, handle: f(out), only: {parameter: Zone, in: [z]}}]
  processes: [{type: k.L, path: P, args: A, stdin: I, new: [{func: k.M, program: arg 0, args: arg 1}]}]
  texts: [{func: n.O, from: arg 0, to: result 0, as: same}]
  errors: [{type: p.Q, of: [i], form: text}]
  checks: [{func: c.D, outcome: false}]
  flows: [{func: e.F, from: arg 0, to: result 0}]
  runs: [{func: g.H, how: once}]
  answers: [{name: N, forms: [code], value: 3, means: refused}]
  triggers: [{word: zone-owner}]
  noReturn: [x.Y]
`

// readmeSettings is the example of the README.
func readmeSettings(t *testing.T) string {
	t.Helper()
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(readme), "```yaml\n# .keymaster.yml\n")
	text, _, closed := strings.Cut(rest, "```")
	if !ok || !closed {
		t.Fatal("README.md shows no .keymaster.yml")
	}
	return text
}
