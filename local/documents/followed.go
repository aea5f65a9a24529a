package documents

import (
	"context"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/routing"
	"tram/local/store"
	"tram/local/volume"
)

// followedFlow are the flows of which Nghị định 30 has reports, by the code of the volume.
var followedFlow = map[string]office.Flow{"follow": office.FlowIn, "report-in": office.FlowIn, "report-out": office.FlowOut}

// Followed is what became of a year's documents: the register by which incoming ones are followed
// (sổ theo dõi giải quyết văn bản đến, Phụ lục IV.VIII), or a report of either flow (Phụ lục VI).
// late says by how much one is late; empty: it is not. Of what took no step here the columns of
// its road are left to be written by hand. It fails with NoSuchReport and NoSuchYear.
func Followed(ctx context.Context, s *store.Store, code string, year int, types []office.DocumentType, late func(Road) (string, error)) (volume.Volume, error) {
	kind, _ := volume.Of(code)
	flow, is := followedFlow[code]
	if !is {
		return volume.Volume{}, NoSuchReport.About(code)
	}
	all, err := ofYear(ctx, s, flow, year)
	if err != nil {
		return volume.Volume{}, err
	}
	v := volume.Volume{Kind: kind, Year: year, Count: len(all), Struck: cancelled(all)}
	if v.From, v.To = spanned(all); !kind.Cover {
		v.Told = []string{"Các văn bản vào sổ năm " + time.Date(year, 1, 1, 0, 0, 0, 0, office.VietNam).Format("2006")}
	}
	v.Rows = func(yield func([]string, error) bool) {
		for _, r := range all {
			row, err := followedRow(ctx, s, r, types, late)
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
	return v, nil
}

func followedRow(ctx context.Context, s *store.Store, r office.Registered, types []office.DocumentType, late func(Road) (string, error)) ([]string, error) {
	who, due, stands := r.To, "", ""
	road, there, err := roadNow(ctx, s, r.ID)
	if err != nil {
		return nil, err
	}
	if there && r.State != office.RegisteredCancelled {
		j, _, err := JourneyOf(ctx, s, r.ID)
		if err != nil {
			return nil, err
		}
		said, err := late(road)
		if err != nil {
			return nil, err
		}
		due, stands = daySaid(road.Due), strings.TrimSuffix(j.Shown().Stage.Said()+"; "+said, "; ")
		if name := lastWorker(j); name != "" {
			who = name
		}
	}
	if r.Flow == office.FlowIn {
		of := joined(typeSaid(r, types), office.Numbered(r.Document.Number, r.Document.Symbol), daySaid(r.Document.Issued), r.Document.Issuer)
		return []string{r.Said(), of, who, due, stands, "", noted(r)}, nil
	}
	return []string{numberSaid(r), daySaid(r.Document.Issued), typed(r, types), r.To, due, stands, noted(r)}, nil
}

// lastWorker is to whom the work of a document was given last; empty: to nobody.
func lastWorker(j routing.Journey) (name string) {
	for _, step := range j.Steps {
		if step.How == routing.Kept && step.Deed == office.RouteAssign {
			name = step.To.Name
		}
	}
	return name
}

func typeSaid(r office.Registered, types []office.DocumentType) string {
	t, err := office.FindType(types, r.Document.Type)
	if err != nil {
		return ""
	}
	return t.Name
}
