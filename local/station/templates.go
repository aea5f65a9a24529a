package station

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tram/local/documents"
	"tram/local/drafting"
	"tram/local/office"
	"tram/local/store"
	"tram/local/whole"
)

// A draft (bản dự thảo) is set in the form of its type from what the register says of its document
// and from who works here. It is a new file outside: it becomes a version when it is submitted.

// DraftFormOf is the form that a document has, with what would be filled into it. Of a document that
// came in it is the slip by which it is dealt with. It fails with drafting.NoForm and
// NoMoreDraft.
func (s *Routing) DraftFormOf(ctx context.Context, id office.ID) (is office.DraftForm, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return is, err
	}
	defer s.entrance.seen(ctx, id, &err)
	r, err := store.One(ctx, s.store, documents.Registered, id)
	if err != nil {
		return is, err
	}
	o, err := s.store.Office(ctx)
	if err != nil {
		return is, err
	}
	is.Document, is.Place = id, placeNamed(o.Name)
	if r.Flow == office.FlowIn {
		is.Form = drafting.SlipSaid
		return is, nil
	}
	form, err := s.formOf(r)
	if err != nil {
		return is, err
	}
	if err := s.draftable(ctx, r); err != nil {
		return is, err
	}
	is.Form, is.Asks = form.Said(), form.Asks()
	for part := range strings.FieldsFuncSeq(r.To, func(c rune) bool { return c == ';' || c == '\n' }) {
		is.To = strings.TrimSpace(is.To + "\n" + strings.TrimSpace(part))
	}
	is.Signer, is.Unit = r.Signer, r.Keeper
	clerks, err := s.store.Clerks(ctx)
	if i := slices.IndexFunc(clerks, func(c office.Clerk) bool { return office.Fold(c.Name) == office.Fold(r.Signer) }); i >= 0 {
		is.Signer, is.Position = clerks[i].Name, clerks[i].Position
	}
	issuer := headed(r.Document, o)
	if issuer == "" { // whoever decides and signs follows from whose document it is
		is.Say = fmt.Sprintf(otherIssuer, r.Document.Symbol, cmp.Or(r.Document.Issuer, o.Name))
		return is, err
	}
	is.Capacity = capacityOf(issuer, is.Position)
	if slices.Contains(is.Asks, office.DraftAuthority) {
		is.Authority = authorityOf(issuer, is.Capacity, is.Position)
	}
	return is, err
}

// formOf is the form of a document that this office makes. It fails with drafting.NoForm.
func (s *Routing) formOf(r office.Registered) (drafting.Form, error) {
	if !r.Flow.Makes() || r.Flow == office.FlowCopies {
		return "", drafting.NoForm.About(strings.ToLower(r.Flow.Said()))
	}
	return drafting.FormOf(s.typeNamed(r.Document.Type), r.Document.Subject)
}

// draftable keeps a draft from being made of a document whose number was cancelled, or that was recalled
// or replaced. It fails with NoMoreDraft.
func (s *Routing) draftable(ctx context.Context, r office.Registered) error {
	if r.State == office.RegisteredCancelled {
		return NoMoreDraft.About("đã hủy trong sổ")
	}
	all, err := documents.AmendedOf(ctx, s.store, r.ID)
	if err != nil {
		return err
	}
	for _, a := range all {
		if a.Document == r.ID && a.Business.Ends() {
			return NoMoreDraft.About(strings.ToLower(a.Business.Said()) + ": " + a.Said)
		}
	}
	return nil
}

// otherIssuer is said where a symbol names another body than the issuer; the verbs are both.
const otherIssuer = "Ký hiệu %s và cơ quan ban hành “%s” trong sổ không cùng một cơ quan, nên tên cơ quan trong bản dự thảo để chấm. Hãy sửa lại trong sổ, hoặc ghi tay."

// headed is whose name stands at the head of a document: its issuer. Empty: its symbol names another
// body (Nghị định 30/2020, Phụ lục I, ô 2 and 3).
func headed(is office.Document, o office.Office) string {
	issuer := cmp.Or(is.Issuer, o.Name)
	body := map[string]string{"HĐND": "Hội đồng nhân dân", "UBND": "Ủy ban nhân dân"}[strings.ToUpper(is.Symbol[strings.LastIndexAny(is.Symbol, "-/.")+1:])]
	if has := bodyOf(issuer); body != "" && has != "" && body != has {
		return ""
	}
	return issuer
}

// What keeps a draft from being made.
var (
	NoMoreDraft = office.Failure{
		Name: "station.no-more-draft",
		Said: "Văn bản này không còn hiệu lực để soạn (%s).",
		Next: "Hãy đăng ký văn bản mới rồi soạn từ văn bản ấy.",
	}
	DraftNoDOCX = office.Failure{
		Name: "station.draft-no-docx",
		Said: "Bản dự thảo là tệp Word, tên “%s” không có đuôi .docx.",
		Next: "Hãy đặt tên tệp có đuôi .docx. Cần PDF thì mở tệp ấy rồi lưu thành PDF.",
	}
)

// typeNamed is the type of document that a code names; of one that is not known the code alone.
func (s *Routing) typeNamed(code string) office.DocumentType {
	if i := slices.IndexFunc(s.types, func(t office.DocumentType) bool { return t.Code == code }); i >= 0 {
		return s.types[i]
	}
	return office.DocumentType{Code: code, Name: code}
}

// SaveDraft writes the draft of a document in its form, or the slip of one that came in, to a new file.
// It fails with FileExists, DraftNoDOCX, NoMoreDraft, drafting.NoForm, drafting.BadCapacity,
// drafting.BadOrder, drafting.BadPosition and drafting.TooMuch.
func (s *Routing) SaveDraft(ctx context.Context, w office.DraftWish, path string) (err error) {
	defer s.entrance.taken(ctx, w.Document, &err)
	if err := s.entrance.reads(ctx); err != nil {
		return err
	}
	if !strings.EqualFold(filepath.Ext(path), ".docx") {
		return DraftNoDOCX.About(filepath.Base(path))
	}
	write, err := s.drafted(ctx, w)
	if err != nil {
		return err
	}
	if err := Outward(s.home, path); err != nil {
		return err
	}
	err = whole.WriteNew(path, 0o644, func(out io.Writer) error { return write(out) })
	if errors.Is(err, os.ErrExist) {
		return FileExists.About(filepath.Base(path)).Because(err)
	}
	return err
}

// drafted is what writes a draft.
func (s *Routing) drafted(ctx context.Context, w office.DraftWish) (func(io.Writer) error, error) {
	o, err := s.store.Office(ctx)
	if err != nil {
		return nil, err
	}
	r, err := store.One(ctx, s.store, documents.Registered, w.Document)
	if err != nil {
		return nil, err
	}
	if r.Flow == office.FlowIn {
		told, err := s.told(ctx, w.Document)
		slip := dealtWith(told, s.typeNamed(told.Document.Document.Type))
		slip.Office, slip.Place, slip.At = o.Name, w.Place, s.clock.Now()
		return func(out io.Writer) error { return drafting.WriteSlip(ctx, out, slip) }, err
	}
	if _, err := s.formOf(r); err != nil {
		return nil, err
	}
	if err := s.draftable(ctx, r); err != nil {
		return nil, err
	}
	d := drafting.Draft{DraftWish: w, Office: headed(r.Document, o), Type: s.typeNamed(r.Document.Type),
		Symbol: r.Document.Symbol, Subject: r.Document.Subject, Issued: r.Document.Issued, At: s.clock.Now()}
	if r.Number > 0 { // a provisional one stands on no paper
		d.Number = r.Said()
	}
	return func(out io.Writer) error { return drafting.Write(ctx, out, d) }, nil
}

// dealtWith is how a document that came in was dealt with so far, by the steps that count.
func dealtWith(told office.RouteTold, t office.DocumentType) drafting.Slip {
	slip := drafting.Slip{Type: t, Document: told.Document.Document}
	if told.Document.Number > 0 {
		slip.Arrived = told.Document.Said()
	}
	leaders, doers := map[office.ID]bool{}, map[office.ID]bool{}
	for _, step := range told.Steps {
		if step.Note != "" {
			continue
		}
		is := drafting.Opinion{Said: stepSaid(step), At: step.At, By: step.By.Name}
		switch step.Deed {
		case office.RoutePresent:
			leaders[step.To.ID] = true
		case office.RouteDecide:
			leaders[step.By.ID] = true
			slip.Leader = append(slip.Leader, is)
		case office.RouteAssign:
			switch {
			case doers[step.By.ID] && !leaders[step.By.ID]:
				slip.Unit = append(slip.Unit, is)
			case leaders[step.By.ID] || len(doers) > 0: // who gives it to somebody else may decide
				slip.Leader = append(slip.Leader, is)
			default: // the desk passed it on: whose word that was nobody wrote down
				slip.Desk = append(slip.Desk, is)
			}
			doers[step.To.ID] = true
		case office.RouteSubmit:
			leaders[step.To.ID] = true
			slip.Doer = append(slip.Doer, is)
		case office.RouteReturn:
			if leaders[step.By.ID] {
				slip.Leader = append(slip.Leader, is)
			} else {
				slip.Doer = append(slip.Doer, is)
			}
		case office.RouteAsk, office.RouteOpine:
			slip.Doer = append(slip.Doer, is)
		}
	}
	return slip
}

// stepSaid is a step in a line.
func stepSaid(step office.RouteStep) string {
	said := map[office.RouteDeed]string{office.RouteAssign: "Giao", office.RouteSubmit: "Trình", office.RouteAsk: "Xin ý kiến phối hợp của", office.RouteOpine: "Ý kiến phối hợp", office.RouteDecide: "Ý kiến chỉ đạo", office.RouteReturn: "Trả lại"}[step.Deed]
	if step.To.Name != "" && step.Deed != office.RouteOpine {
		said += " " + step.To.Name
	}
	if step.Say != "" {
		said += ": " + step.Say
	}
	if step.Due != "" {
		said += ", hạn " + office.Ask{How: office.AskDay}.Told(step.Due)
	}
	return said
}

// units are the words by which a place is named before its own name, as they are in the name of an
// office.
var units = []string{"xã", "phường", "thị trấn", "đặc khu", "huyện", "quận", "thị xã", "thành phố", "tỉnh"}

// placeNamed is the place that the name of an office tells: "Ủy ban nhân dân xã Mẫu Sơn" lies in Mẫu Sơn.
// A name that is a number keeps its unit: Phường 3 (Nghị định 30/2020, Phụ lục I, ô 4). Empty: the
// name tells none.
func placeNamed(name string) string {
	words := strings.Fields(name)
	for i := range words {
		for _, unit := range units {
			n := len(strings.Fields(unit))
			if i+n >= len(words) || !strings.EqualFold(strings.Join(words[i:i+n], " "), unit) {
				continue
			}
			place := strings.Join(words[i+n:], " ")
			if place[0] >= '0' && place[0] <= '9' {
				first := []rune(strings.ToLower(unit))
				return strings.ToUpper(string(first[:1])) + string(first[1:]) + " " + place
			}
			return place
		}
	}
	return ""
}

const deputy = "phó "

// capacityOf is in whose place somebody signs by their position, as an office of the State has it
// mostly: a people's committee as a body, a deputy for the head. A person changes it where it is otherwise.
func capacityOf(issuer, position string) string {
	var all []string
	if body := bodyOf(issuer); body != "" && position != "" {
		if rank := office.Fold(position); !strings.HasPrefix(rank, "chu tich") && !strings.HasPrefix(rank, "pho chu tich") {
			return "TL. Chủ tịch"
		}
		all = append(all, "TM. "+body)
	}
	if head, is := headOf(position); is {
		all = append(all, "KT. "+head)
	}
	return strings.Join(all, "\n")
}

// headOf is whose deputy a position is.
func headOf(position string) (head string, is bool) {
	runes := []rune(strings.TrimSpace(position))
	if len(runes) <= len([]rune(deputy)) || !strings.EqualFold(string(runes[:len([]rune(deputy))]), deputy) {
		return position, false
	}
	return string(runes[len([]rune(deputy)):]), true
}

// bodyOf is the body that an office is, without the name of its place; empty: it has a head.
func bodyOf(name string) string {
	for _, body := range []string{"Ủy ban nhân dân", "Hội đồng nhân dân"} {
		if strings.HasPrefix(office.Fold(name), office.Fold(body)) {
			return body
		}
	}
	return ""
}

// authorityOf is who decides: a body by its name, a head by the office that they hold.
func authorityOf(issuer, capacity, position string) string {
	if strings.HasPrefix(capacity, "TM.") || position == "" {
		return issuer
	}
	head, _ := headOf(position)
	return head + " " + issuer
}
