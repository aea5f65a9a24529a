package station

import (
	"context"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"tram/local/audit"
	registers "tram/local/books"
	"tram/local/office"
	"tram/local/store"
)

// TestEveryValueOfEveryKindHasWords reads the types of which records are made, and has the
// journal tell each value of each closed set where a record can hold it: what a program
// calls a thing is no word for people.
func TestEveryValueOfEveryKindHasWords(t *testing.T) {
	sets := valueSets(t, "..")
	if len(sets["office.State"]) < 5 || len(sets["office.Post"]) < 5 {
		t.Fatalf("the sets of values are not found: %v", sets)
	}
	told := 0
	for _, k := range everyKind(t) {
		for path, of := range closedFields(typeOf(k), "", sets) {
			for _, value := range valuesOf(k, of.set, sets) {
				said, field := tellOne(t, k, path, of.list, value)
				if field == "" {
					continue // a matter of the program
				}
				told++
				if said == value || strings.Contains(said, value) && !strings.Contains(said, " ") {
					t.Errorf("%s, %s: %s is told as %q", k.Kind(), path, of.set, said)
				}
			}
		}
	}
	if told < 50 {
		t.Errorf("only %d values are told: the search is broken", told)
	}
}

// valuesOf are the values of a set that records of a kind can hold: of states those to
// which its steps lead, where they say so.
func valuesOf(k store.AnyKind, set string, sets map[string][]string) (all []string) {
	if set != "office.State" {
		return sets[set]
	}
	for _, step := range k.Ways() {
		if step.To != "" {
			all = append(all, string(step.To))
		}
	}
	if k.Kind() == office.KindConversion {
		for _, s := range []office.State{office.Draft, office.Checked, office.Printed, office.Unsealed, office.Finished, office.Discarded} {
			all = append(all, string(s))
		}
	}
	return all
}

// TestEveryChoiceOfEveryRegisterHasWordsInTheJournal has the journal tell each answer that
// can be picked, and days as people write them.
func TestEveryChoiceOfEveryRegisterHasWordsInTheJournal(t *testing.T) {
	told := 0
	for _, b := range registers.Shelf {
		for _, ask := range b.About().Asks {
			for _, c := range ask.Choices {
				if said, _ := tellOne(t, b.AnyKind(), ask.Key, false, c.Key); said != c.Said {
					t.Errorf("%s, %s: %s is told as %q", b.About().Name, ask.Key, c.Key, said)
				}
				told++
			}
			if ask.How == office.AskSeveral && len(ask.Choices) > 1 {
				if said, _ := tellOne(t, b.AnyKind(), ask.Key, false, ask.Choices[0].Key+"\n"+ask.Choices[1].Key); said != ask.Choices[0].Said+", "+ask.Choices[1].Said {
					t.Errorf("%s, %s: two are told as %q", b.About().Name, ask.Key, said)
				}
			}
			if ask.How == office.AskDay {
				if said, _ := tellOne(t, b.AnyKind(), ask.Key, false, "2026-11-27"); said != "27/11/2026" {
					t.Errorf("%s, %s: a day is told as %q", b.About().Name, ask.Key, said)
				}
			}
		}
	}
	if told < 10 {
		t.Errorf("only %d choices", told)
	}
}

// closedField is a field that holds one value of a set, or a list of them.
type closedField struct {
	set  string
	list bool
}

// typeOf is the type of a kind's records, by what names one.
func typeOf(k store.AnyKind) reflect.Type {
	return reflect.ValueOf(k).FieldByName("Named").Type().In(0).Elem()
}

// closedFields are the fields of a type that hold values of a set, by their paths in JSON.
func closedFields(of reflect.Type, path string, sets map[string][]string) map[string]closedField {
	all := map[string]closedField{}
	for of.Kind() == reflect.Pointer {
		of = of.Elem()
	}
	if of.Kind() != reflect.Struct {
		return all
	}
	for i := range of.NumField() {
		f := of.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		at := strings.Trim(path+"."+name, ".")
		within, list := f.Type, f.Type.Kind() == reflect.Slice
		if list {
			within = f.Type.Elem()
		}
		switch set := within.String(); {
		case !f.IsExported(), name == "-":
		case len(sets[set]) > 0:
			all[at] = closedField{set, list}
		case list, f.Type == of: // lists of objects are told by their own words
		default:
			for p, c := range closedFields(f.Type, at, sets) {
				all[p] = c
			}
		}
	}
	return all
}

// tellOne is what the journal says of a record with one value in one field.
func tellOne(t *testing.T, k store.AnyKind, path string, list bool, value string) (said, field string) {
	t.Helper()
	var body any = value
	if list {
		body = []string{value}
	}
	names := strings.Split(path, ".")
	slices.Reverse(names)
	for _, name := range names {
		body = map[string]any{name: body}
	}
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	deed, err := audit.NewBook(oneKind{k}, func(string) string { return "" }).Tell(t.Context(), office.Entry{Kind: k.Kind(), Record: "x", Body: text})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range deed.Changes {
		if c.Now != "" {
			return c.Now, c.Field
		}
	}
	return "", ""
}

// oneKind is a journal in which nothing came before.
type oneKind struct{ store.AnyKind }

func (oneKind) AuditPage(context.Context, store.Asked, office.DeedPlace, int) ([]office.Entry, error) {
	return nil, nil
}
func (oneKind) Followed(context.Context, office.Entry) ([]office.Entry, error) { return nil, nil }
func (oneKind) Station() office.ID                                             { return "" }
func (k oneKind) KindOf(office.Kind) (store.AnyKind, bool)                     { return k.AnyKind, true }
func (oneKind) Now(context.Context, office.ID) (store.AnyKind, []byte, bool, error) {
	return nil, nil, false, nil
}

// openSets are named texts that are no closed sets.
var openSets = []string{"office.ID", "office.Digest", "office.LookupCode"}

// valueSets are the values of each named text type below a folder, by "package.Type".
func valueSets(t *testing.T, root string) map[string][]string {
	t.Helper()
	sets := map[string][]string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		tree, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		for _, decl := range tree.Decls {
			if g, is := decl.(*ast.GenDecl); is && g.Tok == token.CONST {
				valuesIn(g, tree.Name.Name, sets)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, open := range openSets {
		delete(sets, open)
	}
	return sets
}

func valuesIn(g *ast.GenDecl, where string, sets map[string][]string) {
	for _, spec := range g.Specs {
		v := spec.(*ast.ValueSpec)
		of := ""
		switch named := v.Type.(type) {
		case *ast.Ident:
			of = where + "." + named.Name
		case *ast.SelectorExpr:
			of = nameOf(named.X) + "." + named.Sel.Name
		}
		for _, e := range v.Values {
			if value, is := text(e); is && value != "" && of != "" && of != where+".string" {
				sets[of] = append(sets[of], value)
			}
		}
	}
}
