package ui

import (
	"context"
	"errors"
	"image"
	"image/color"
	"image/draw"

	"tram/local/job"
	"tram/local/office"
)

// What the stand-in knows of data messages that become paper: one of them, as far
// as its state says.

func (s *standIn) message() office.Conversion {
	return office.Conversion{ID: "m", Direction: office.DataToPaper, State: s.paper, Code: "7K4M-Q2XN-9RT2", Form: office.Plain, Office: s.office,
		Document:    office.Document{Type: "quyet-dinh", Number: "15", Symbol: "QĐ-UBND", Subject: "Về việc thử", Secrecy: office.Ordinary},
		FromMessage: office.FromMessage{Message: &office.DataMessage{Name: "quyết định.pdf", Pages: 1}, Print: &office.PrintCopy{}}}
}

func (s *standIn) FindMessages(context.Context, string, int) ([]int64, bool, error) {
	if s.paper == "" {
		return nil, false, s.failing
	}
	return []int64{1}, false, s.failing
}

func (s *standIn) Conversion(context.Context, office.ID) (office.Conversion, error) {
	return s.message(), s.failing
}

func (s *standIn) History(context.Context, office.ID) ([]office.Deed, error) {
	return nil, s.failing
}

func (s *standIn) Named(context.Context, string) (office.Conversion, error) {
	return s.message(), s.failing
}

func (s *standIn) ImportMessage(context.Context, office.MessageOrder, *job.Progress) (office.Conversion, error) {
	s.paper = office.Draft
	return s.message(), s.failing
}

func (s *standIn) DescribeMessage(_ context.Context, typed office.Conversion) (office.Conversion, error) {
	return typed, s.failing
}

func (s *standIn) OnPaper(context.Context, office.ID, *office.Conversion) (office.OnPaper, error) {
	systems := office.Condition{Point: "NĐ 137 5.1a", Asks: "Hệ thống thông tin của bản gốc và chủ quản", Met: office.IsMet}
	return office.OnPaper{Conversion: s.message(), Conditions: []office.Condition{systems}}, s.failing
}

func (s *standIn) DecideMessage(context.Context, office.ID, office.Clerk, string) (office.Conversion, error) {
	return s.message(), s.failing
}

func (s *standIn) RestoreMessage(context.Context, office.ID) error { return s.failing }
func (s *standIn) DiscardMessage(context.Context, office.ID) error {
	s.paper = ""
	return s.failing
}

func (s *standIn) MakeCopy(context.Context, office.ID, *job.Progress) (office.Conversion, []int, error) {
	s.paper = office.Printed
	return s.message(), nil, s.failing
}

func (s *standIn) ReopenMessage(context.Context, office.ID) (office.Conversion, error) {
	s.paper = office.Draft
	return s.message(), s.failing
}

func (s *standIn) OpenOriginal(context.Context, office.ID) (office.Book, error) {
	return blankBook{}, s.failing
}

func (s *standIn) OpenCopy(context.Context, office.ID) (office.Book, error) {
	return blankBook{}, s.failing
}

func (s *standIn) OpenScan(context.Context, []string) (office.Book, error) {
	return blankBook{}, s.failing
}

func (s *standIn) Printers(context.Context) ([]office.Printer, error) {
	return []office.Printer{{Key: "p", Name: "Máy in phòng Văn thư", Usual: true, Ready: true}}, s.failing
}

func (s *standIn) PrintCopy(_ context.Context, id office.ID, clerk office.Clerk, wish office.PrintWish, _ *job.Progress) (office.Printout, error) {
	return office.Printout{ID: "o", Conversion: id, Order: wish, Clerk: clerk.Name, First: 1, Job: office.PrintJob{State: office.JobPrinted}}, s.failing
}

func (s *standIn) FollowPrint(_ context.Context, order office.Printout) (office.Printout, error) {
	return order, s.failing
}

func (s *standIn) CancelPrint(_ context.Context, order office.Printout) (office.Printout, error) {
	order.Job.State = office.JobCancelled
	return order, s.failing
}

func (s *standIn) TellPrint(context.Context, office.ID, office.Clerk, int) (office.Conversion, office.Printout, error) {
	s.paper = office.Finished
	return s.message(), office.Printout{}, s.failing
}

func (s *standIn) ConfirmInk(context.Context, office.ID, office.Clerk, office.WetSignature) (office.Conversion, error) {
	return s.message(), s.failing
}

func (s *standIn) Compared(context.Context, office.ID) (office.ComparedPaper, bool, error) {
	return office.ComparedPaper{}, false, s.failing
}

func (s *standIn) OpenCompared(context.Context, office.ID) (office.Book, error) {
	return nil, errors.New("nothing was compared")
}

func (s *standIn) LookedAtCompared(context.Context, office.ID) error { return s.failing }

func (s *standIn) ComparePaper(context.Context, office.ID, []string, *job.Progress) (office.Comparison, error) {
	return office.Comparison{Pages: []office.ComparedPage{{Page: 0}}}, s.failing
}

func (s *standIn) CompareCode(ctx context.Context, paths []string, p *job.Progress) (office.Conversion, office.Comparison, error) {
	found, err := s.ComparePaper(ctx, "m", paths, p)
	return s.message(), found, err
}

func (s *standIn) ExportCopy(context.Context, office.ID, string) error { return s.failing }

// blankBook is one empty page.
type blankBook struct{}

func (blankBook) Shapes() []office.PageShape { return []office.PageShape{{W: 210, H: 297}} }

func (blankBook) Picture(context.Context, int, float64) (image.Image, error) {
	sheet := image.NewGray(image.Rect(0, 0, 21, 30))
	draw.Draw(sheet, sheet.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	return sheet, nil
}

func (blankBook) Find(context.Context, string, int, int) ([]office.TextHit, error) { return nil, nil }
func (blankBook) Attachments(context.Context) ([]office.Attachment, error)         { return nil, nil }
func (blankBook) Close() error                                                     { return nil }
