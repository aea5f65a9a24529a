package people

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"

	"tram/local/office"
	"tram/ui/kit"
)

// deed is something that is done to an account: what it asks, and how the station is told.
// Its texts are people.do-<key>, people.about-<key> and people.done-<key>.
type deed struct {
	key      string
	own      bool // whose account it is may do it, too
	password bool // it asks for a new one
	offered  func(office.User) bool
	asks     func(*Page, office.User) []office.Ask
	stands   func(office.User) map[string]string // the answers before anything is typed
	do       func(context.Context, *Page, office.User, answers) error
}

func works(u office.User) bool  { return !u.Left && !u.Locked }
func stays(u office.User) bool  { return !u.Left }
func always(office.User) bool   { return true }
func own(u office.User) bool    { return u.Own && works(u) }
func lends(u office.User) bool  { return len(u.Lent) > 0 }
func locked(u office.User) bool { return u.Locked && !u.Left }

func nothing(office.User) map[string]string      { return nil }
func noAsks(*Page, office.User) []office.Ask     { return nil }
func whyAsk(*Page, office.User) []office.Ask     { return []office.Ask{why()} }
func chosen(u office.User) map[string]string     { return map[string]string{"posts": joined(u.Posts)} }
func postAsk(*Page, office.User) []office.Ask    { return []office.Ask{postsAsk()} }
func typedPosts(a answers) (posts []office.Post) { return split[office.Post](a.words["posts"]) }
func typedRights(a answers) (all []office.Right) { return split[office.Right](a.words["rights"]) }
func why() office.Ask                            { return words("why") }
func postsAsk() office.Ask                       { return several("posts", choices(office.Posts)) }

// admission enters a new account.
var admission = deed{
	key: "admit", password: true, stands: func(office.User) map[string]string { return map[string]string{"posts": string(office.AsOfficer)} },
	asks: func(*Page, office.User) []office.Ask {
		name := words("name")
		name.Needed = true
		return []office.Ask{name, words("position"), postsAsk()}
	},
	do: func(ctx context.Context, p *Page, _ office.User, a answers) error {
		who := office.Clerk{Name: kit.Typed(a.words["name"]), Position: kit.Typed(a.words["position"])}
		return p.services.AdmitUser(ctx, who, typedPosts(a), a.password)
	},
}

// deeds are what can be done to an account that is there, in the order in which they are
// offered.
var deeds = []deed{
	{key: "post", offered: always, asks: postAsk, stands: chosen, do: func(ctx context.Context, p *Page, u office.User, a answers) error {
		return p.services.GivePosts(ctx, u.Account, typedPosts(a))
	}},
	{key: "passwd", own: true, password: true, offered: stays, asks: noAsks, stands: nothing, do: func(ctx context.Context, p *Page, u office.User, a answers) error {
		return p.services.SetUserPassword(ctx, u.Account, a.before, a.password)
	}},
	{key: "handover", own: true, offered: works, asks: handoverAsks, stands: nothing, do: handOver},
	{key: "back", own: true, offered: lends, asks: noAsks, stands: nothing, do: func(ctx context.Context, p *Page, u office.User, _ answers) error {
		return p.services.TakeWorkBack(ctx, u.Account)
	}},
	{key: "token", own: true, offered: own, asks: tokenAsks, stands: nothing, do: makeToken},
	{key: "lock", offered: works, asks: whyAsk, stands: nothing, do: func(ctx context.Context, p *Page, u office.User, a answers) error {
		return p.services.LockUser(ctx, u.Account, kit.Typed(a.words["why"]))
	}},
	{key: "reopen", offered: locked, asks: noAsks, stands: nothing, do: func(ctx context.Context, p *Page, u office.User, _ answers) error {
		return p.services.ReopenUser(ctx, u.Account)
	}},
	{key: "leave", offered: stays, asks: whyAsk, stands: nothing, do: func(ctx context.Context, p *Page, u office.User, a answers) error {
		return p.services.UserLeaves(ctx, u.Account, kit.Typed(a.words["why"]))
	}},
}

func words(key string) office.Ask {
	return office.Ask{Key: key, Said: kit.T("people.ask-" + key), Hint: kit.T("people.hint-" + key), How: office.AskWords}
}

func several(key string, of []office.Choice) office.Ask {
	a := words(key)
	a.How, a.Choices, a.Needed = office.AskSeveral, of, true
	return a
}

func day() office.Ask {
	a := words("until")
	a.How, a.Needed = office.AskDay, true
	return a
}

func choices[T interface {
	~string
	Name() string
}](all []T) (of []office.Choice) {
	for _, each := range all {
		of = append(of, office.Choice{Key: string(each), Said: kit.Capital(each.Name())})
	}
	return of
}

func joined[T ~string](all []T) string {
	keys := make([]string, len(all))
	for i, each := range all {
		keys[i] = string(each)
	}
	return strings.Join(keys, "\n")
}

func split[T ~string](answer string) (all []T) {
	for key := range strings.FieldsSeq(answer) {
		all = append(all, T(key))
	}
	return all
}

// typedDay is the day until which something stands.
func typedDay(a answers) (time.Time, error) {
	iso, err := office.ParseDate(a.words["until"])
	switch {
	case err != nil:
		return time.Time{}, err
	case iso == "":
		return time.Time{}, NoDay
	}
	return time.ParseInLocation(time.DateOnly, iso, office.VietNam)
}

// handoverAsks offers those who can stand in for a person.
func handoverAsks(p *Page, u office.User) []office.Ask {
	to := words("to")
	to.How, to.Needed = office.AskOne, true
	for _, other := range p.staff.Users {
		if works(other) && other.Account != u.Account && !slices.Contains(other.Posts, office.AsInspector) {
			to.Choices = append(to.Choices, office.Choice{Key: string(other.Account), Said: other.Name})
		}
	}
	return []office.Ask{to, day(), why()}
}

func handOver(ctx context.Context, p *Page, u office.User, a answers) error {
	until, err := typedDay(a)
	switch {
	case a.words["to"] == "":
		return NoSubstitute
	case err != nil:
		return err
	}
	return p.services.HandOverTo(ctx, u.Account, office.ID(a.words["to"]), until, kit.Typed(a.words["why"]))
}

// tokenAsks offers the rights that a person's own posts give.
func tokenAsks(_ *Page, u office.User) []office.Ask {
	var rights []office.Right
	for _, r := range office.Rights {
		if slices.ContainsFunc(u.Posts, func(p office.Post) bool { return p.Has(r) }) {
			rights = append(rights, r)
		}
	}
	return []office.Ask{words("label"), several("rights", choices(rights)), day()}
}

func makeToken(ctx context.Context, p *Page, _ office.User, a answers) error {
	until, err := typedDay(a)
	if err != nil {
		return err
	}
	text, err := p.services.MakeToken(ctx, kit.Typed(a.words["label"]), typedRights(a), until)
	if err == nil {
		kit.OnScreen(func() { p.showToken(text) })
	}
	return err
}

// showToken shows a token, once: it is kept nowhere.
func (p *Page) showToken(text string) {
	const wide, high = 720, 220
	shown := kit.NewEntry()
	shown.SetText(text)
	shown.OnChanged = func(string) { shown.SetText(text) }
	var d dialog.Dialog
	copied := kit.NewMainButton(kit.T("people.token-copy"), theme.ContentCopyIcon(), func() { fyne.CurrentApp().Clipboard().SetContent(text) })
	done := kit.NewButton(kit.T("people.token-kept"), kit.IconMet, func() { d.Hide() })
	d = dialog.NewCustomWithoutButtons(kit.T("people.token-title"), container.NewVBox(kit.Prose(kit.T("people.token-once")), shown, container.NewHBox(copied, done)), p.desk.Window)
	d.Resize(fyne.NewSize(wide, high))
	d.Show()
	p.desk.Focus(copied)
}
