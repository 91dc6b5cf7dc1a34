package catalog

import (
	"go/constant"
	"slices"
	"strings"
)

// Answers reports whether v, a constant that a result of the given form is compared with,
// matched against or looked up in, says m: for form text a string that holds one of the
// answers' texts, for the others an integer that equals one of their values.
func (c *Catalog) Answers(form Form, m Meaning, v constant.Value) bool {
	if v == nil {
		return false
	}
	for _, p := range c.packs {
		for i := range p.Answers {
			if a := &p.Answers[i]; a.Means == m && slices.Contains(a.Forms, form) && a.equals(v) {
				return true
			}
		}
	}
	return false
}

// AnswersOnly reports whether v means m in the given form, and only as one of the answers named.
func (c *Catalog) AnswersOnly(form Form, m Meaning, v constant.Value, names []string) bool {
	if v == nil {
		return false
	}
	found := false
	for _, p := range c.packs {
		for i := range p.Answers {
			if a := &p.Answers[i]; a.Means == m && slices.Contains(a.Forms, form) && a.equals(v) {
				if !slices.Contains(names, a.Name) {
					return false
				}
				found = true
			}
		}
	}
	return found
}

func (a *Answer) equals(v constant.Value) bool {
	if a.Value == nil {
		return v.Kind() == constant.String && a.In(constant.StringVal(v))
	}
	if v.Kind() != constant.Int && v.Kind() != constant.Float {
		return false
	}
	n, exact := constant.Int64Val(constant.ToInt(v))
	return exact && n == *a.Value
}

// In reports whether s holds a's text, in any ASCII case, with no letter or digit next to it:
// "WIN32 9101," holds 9101 and "WIN32 91010" does not.
func (a *Answer) In(s string) bool {
	if a.Text == "" {
		return false
	}
	for i := 0; i+len(a.Text) <= len(s); i++ {
		end := i + len(a.Text)
		if strings.EqualFold(s[i:end], a.Text) && !alnumAt(s, i-1) && !alnumAt(s, end) {
			return true
		}
	}
	return false
}

func alnumAt(s string, i int) bool {
	if i < 0 || i >= len(s) {
		return false
	}
	b := s[i]
	return '0' <= b && b <= '9' || 'a' <= b|0x20 && b|0x20 <= 'z'
}
