package office

import (
	"time"
)

// KindRequest is a Request in the journal.
const KindRequest Kind = "request"

// Request (hồ sơ yêu cầu) is what a citizen, an organisation or a unit of the office asks for, as it
// was received at the counter (Nghị định 137/2024, Điều 7, 8 and 9.2). What becomes of it is told by
// its entries.
type Request struct {
	ID      ID     `json:"id"`
	Version int64  `json:"version"`
	Code    string `json:"code"` // mã hồ sơ, as on the receipt; see NewRequestCode

	Procedure ID     `json:"procedure"`
	Asked     Asked  `json:"asked"` // the procedure as it was then
	Content   string `json:"content,omitempty"`

	From  Applicant `json:"from"`
	Agent Agent     `json:"agent,omitzero"` // who acts for them; without a name: nobody

	Channel string         `json:"channel"` // one of RequestChannels
	Papers  []RequestPaper `json:"papers,omitempty"`
	Sets    int            `json:"sets,omitempty"` // how often the papers were handed in (số bộ)

	Received time.Time `json:"received"`
	Counted  time.Time `json:"counted"` // from when its term counts: the next working hour
	Due      time.Time `json:"due"`     // giờ hẹn trả
	DueTold  []string  `json:"due_told,omitempty"`

	Way   string      `json:"way"`             // one of ResultWays
	Where string      `json:"where,omitempty"` // an address, where it is sent
	Tell  string      `json:"tell"`            // one of TellWays: how its end is told
	By    RoutePerson `json:"by"`              // who received it

	Clock *ClockWord `json:"clock,omitempty"` // why the time of the PC was right where the journal knows a later day; nil: nothing spoke against it
}

// Asked is what a procedure said on the day of the receipt.
type Asked struct {
	Code  string `json:"code"`
	Name  string `json:"name"`
	Field string `json:"field,omitempty"`
	Term  int    `json:"term"`
	Unit  string `json:"unit"`
	Desk  string `json:"desk,omitempty"`
}

// Applicant is whose request it is.
type Applicant struct {
	Name     string `json:"name"`
	Sort     string `json:"sort"`             // one of ApplicantSorts
	Number   string `json:"number,omitempty"` // số định danh cá nhân, mã số tổ chức
	Identity string `json:"identity"`         // one of IdentityBases: by what it is known who asks (Điều 7.3)
	Shown    string `json:"shown,omitempty"`  // of another paper: which
	Address  string `json:"address,omitempty"`
	Phone    string `json:"phone,omitempty"`
	Mail     string `json:"mail,omitempty"`
}

// Agent (người được ủy quyền) acts for an applicant.
type Agent struct {
	Name      string `json:"name,omitempty"`
	Number    string `json:"number,omitempty"`
	Phone     string `json:"phone,omitempty"`
	Authority string `json:"authority,omitempty"` // giấy tờ ủy quyền
}

// RequestPaper is one paper of a request.
type RequestPaper struct {
	Name    string `json:"name"`
	Form    string `json:"form"`              // one of PaperForms
	Record  ID     `json:"record,omitempty"`  // the Conversion by which it is a data message here
	From    ID     `json:"from,omitempty"`    // the Request with which it came, where it is used again (Điều 8.4)
	Allowed string `json:"allowed,omitempty"` // who let it be used again
}

// ApplicantSorts are what Applicant.Sort may be.
var ApplicantSorts = []Choice{{Key: "person", Said: "Cá nhân"}, {Key: "organisation", Said: "Tổ chức"}, {Key: "unit", Said: "Đơn vị, người của cơ quan"}}

// The bases by which the number of a person is known.
const (
	IdentityCard    = "card"
	IdentityAccount = "account"
)

// IdentityOther is the basis that is named in words.
const IdentityOther = "other"

// IdentityBases are by what it may be known who asks (Điều 7.3).
var IdentityBases = []Choice{
	{Key: IdentityCard, Said: "Thẻ căn cước"}, {Key: IdentityAccount, Said: "Tài khoản định danh điện tử"}, {Key: "passport", Said: "Hộ chiếu"},
	{Key: "organisation", Said: "Giấy tờ của tổ chức"}, {Key: "known", Said: "Người của cơ quan"}, {Key: IdentityOther, Said: "Giấy tờ khác"},
}

// PaperReused is the form of a paper that is here from before.
const PaperReused = "reused"

// PaperForms are what RequestPaper.Form may be.
var PaperForms = []Choice{
	{Key: "original", Said: "bản chính"}, {Key: "certified", Said: "bản sao có chứng thực"}, {Key: "copy", Said: "bản chụp"}, {Key: "electronic", Said: "bản điện tử"},
	{Key: PaperReused, Said: "dùng lại bản đã có"},
}

// RequestChannels are the ways in which a request may come (Điều 7.2).
var RequestChannels = []Choice{
	{Key: "counter", Said: "Trực tiếp"}, {Key: "post", Said: "Bưu chính"}, {Key: "services", Said: "Kênh dịch vụ công trực tuyến"},
	{Key: "national", Said: "Cổng Dịch vụ công quốc gia"}, {Key: "other", Said: "Kênh khác"},
}

// The ways that ask more: an address, and a result that is no paper.
const (
	ResultAtCounter = "counter"

	ResultByPost = "post"
	ResultOnline = "online"
)

// ResultWays are in which a result may be given.
var ResultWays = []Choice{{Key: ResultAtCounter, Said: "Tại nơi nộp"}, {Key: ResultByPost, Said: "Qua bưu chính"}, {Key: ResultOnline, Said: "Bản điện tử"}}

// The ways by which an applicant is told, of which TellNone is an exception that has its reason
// (Điều 7.1c).
const (
	TellMessage = "message"
	TellPhone   = "phone"
	TellMail    = "mail"
	TellPortal  = "portal"
	TellNone    = "none"
)

// TellWays are what Request.Tell may be.
var TellWays = []Choice{
	{Key: TellMessage, Said: "Tin nhắn"}, {Key: TellPhone, Said: "Điện thoại"}, {Key: TellMail, Said: "Thư điện tử"}, {Key: TellPortal, Said: "Cổng dịch vụ công, ứng dụng"},
	{Key: TellNone, Said: "Không báo bằng phương tiện điện tử"},
}

// RequestDeed is what may be done with a request.
type RequestDeed string

// The deeds. RequestConvert, RequestNotify are done beside the road: they change no stage.
const (
	RequestReceive    RequestDeed = "receive"
	RequestHand       RequestDeed = "hand"       // to who settles it
	RequestSupplement RequestDeed = "supplement" // what is missing is asked
	RequestSupplied   RequestDeed = "supplied"
	RequestExtend     RequestDeed = "extend"
	RequestRefuse     RequestDeed = "refuse"
	RequestResult     RequestDeed = "result"
	RequestConvert    RequestDeed = "convert" // a result on paper became a data message (Điều 4, 8.4)
	RequestNotify     RequestDeed = "notify"  // the end was told, or need not be (Điều 7.1c)
	RequestDeliver    RequestDeed = "deliver"
	RequestWithdraw   RequestDeed = "withdraw"
	RequestClose      RequestDeed = "close"
	RequestSettle     RequestDeed = "settle" // of two roads one stands
)

// RequestDeeds are all of them, in the order of a life.
var RequestDeeds = []RequestDeed{
	RequestReceive, RequestHand, RequestSupplement, RequestSupplied, RequestExtend, RequestRefuse, RequestResult, RequestConvert, RequestNotify, RequestDeliver, RequestWithdraw, RequestClose, RequestSettle,
}

var requestDeedSaid = map[RequestDeed]string{
	RequestReceive: "Tiếp nhận", RequestHand: "Chuyển giải quyết", RequestSupplement: "Yêu cầu bổ sung", RequestSupplied: "Đã bổ sung đủ", RequestExtend: "Xin lỗi, hẹn lại ngày trả",
	RequestRefuse: "Từ chối", RequestResult: "Có kết quả", RequestConvert: "Chuyển đổi kết quả giấy", RequestNotify: "Báo kết quả", RequestDeliver: "Trả kết quả",
	RequestWithdraw: "Người nộp rút hồ sơ", RequestClose: "Kết thúc", RequestSettle: "Chọn diễn biến",
}

// Said is what a clerk calls it.
func (d RequestDeed) Said() string { return requestDeedSaid[d] }

// RequestEntry is one thing that was done with a request. It is written once and never changes.
type RequestEntry struct {
	ID      ID          `json:"id"`
	Version int64       `json:"version"`
	Request ID          `json:"request"`
	Deed    RequestDeed `json:"deed"`
	After   []ID        `json:"after,omitempty"` // what it follows; none: the receipt
	Of      ID          `json:"of,omitempty"`    // of RequestSettle: the end that stands
	By      RoutePerson `json:"by"`
	To      RoutePerson `json:"to,omitzero"`
	At      time.Time   `json:"at"`
	Say     string      `json:"say,omitempty"` // reason, note

	Lacks  []string        `json:"lacks,omitempty"` // of RequestSupplement: what is missing, all of it
	Due    time.Time       `json:"due,omitzero"`    // of RequestExtend and RequestSupplied: giờ hẹn trả from then on
	Result RequestOutcome  `json:"result,omitzero"`
	Notice RequestNotice   `json:"notice,omitzero"`
	Given  RequestDelivery `json:"given,omitzero"`
}

// RequestOutcome is what came out of a request.
type RequestOutcome struct {
	Medium   string `json:"medium,omitempty"`   // one of ResultMedia
	Said     string `json:"said,omitempty"`     // what it is: Trích lục khai sinh
	Document ID     `json:"document,omitempty"` // a Registered: its number on the register
	Record   ID     `json:"record,omitempty"`   // the Conversion of the result as a data message
}

// What a result is made of.
const (
	ResultElectronic = "electronic"
	ResultPaper      = "paper"
)

// ResultMedia are what RequestOutcome.Medium may be.
var ResultMedia = []Choice{{Key: ResultElectronic, Said: "Bản điện tử"}, {Key: ResultPaper, Said: "Bản giấy"}}

// RequestNotice is that the end of a request was told to who asked (Điều 7.1c).
type RequestNotice struct {
	Way   string `json:"way,omitempty"`   // one of TellWays
	Basis string `json:"basis,omitempty"` // of TellNone: the law, or the wish of who asked
}

// What became of a result in the electronic store of who asked (Điều 8.4).
const (
	StoreSent      = "sent"
	StoreNotWanted = "not-wanted"
	StoreLater     = "later" // there is no line: it is owed
)

// StoreChoices are what RequestDelivery.Store may be.
var StoreChoices = []Choice{{Key: StoreSent, Said: "Đã lưu vào kho"}, {Key: StoreNotWanted, Said: "Người nộp không có nhu cầu"}, {Key: StoreLater, Said: "Chưa lưu được, lưu sau"}}

// RequestDelivery is how a result was given.
type RequestDelivery struct {
	Way       string `json:"way,omitempty"` // one of ResultWays
	To        string `json:"to,omitempty"`  // who took it
	Authority string `json:"authority,omitempty"`
	Store     string `json:"store,omitempty"` // one of StoreChoices
	Reference string `json:"reference,omitempty"`
}

// RequestStage is where a request stands.
type RequestStage string

// The stages.
const (
	RequestWorking   RequestStage = "working"
	RequestWaiting   RequestStage = "waiting" // for what is missing
	RequestReady     RequestStage = "ready"
	RequestDelivered RequestStage = "delivered"
	RequestRefused   RequestStage = "refused"
	RequestWithdrawn RequestStage = "withdrawn"
	RequestClosed    RequestStage = "closed"
)

var requestStageSaid = map[RequestStage]string{
	RequestWorking: "đang giải quyết", RequestWaiting: "chờ người nộp bổ sung", RequestReady: "đã có kết quả, chờ trả", RequestDelivered: "đã trả kết quả",
	RequestRefused: "đã từ chối", RequestWithdrawn: "người nộp đã rút", RequestClosed: "đã kết thúc",
}

// Said is the stage in words, as they stand in a sentence.
func (s RequestStage) Said() string { return requestStageSaid[s] }

// RequestTold (tình trạng hồ sơ) is a request with what became of it.
type RequestTold struct {
	Request Request      `json:"request"`
	Said    string       `json:"said"` // one sentence, to be spoken: it tells nothing of a person
	Stage   RequestStage `json:"stage"`
	Holder  RoutePerson  `json:"holder,omitzero"` // nobody: the counter
	Since   time.Time    `json:"since"`
	Due     time.Time    `json:"due"` // as it was put off
	Still   bool         `json:"still,omitempty"`
	Late    bool         `json:"late,omitempty"`
	Lacks   []string     `json:"lacks,omitempty"`
	Owes    []string     `json:"owes,omitempty"` // before it may be closed; Vietnamese

	Result    RequestOutcome  `json:"result,omitzero"`
	Converted ID              `json:"converted,omitempty"` // the Conversion of a result on paper
	Given     RequestDelivery `json:"given,omitzero"`

	Head   ID           `json:"head,omitempty"` // the last entry; empty: the receipt
	Parted []ID         `json:"parted,omitempty"`
	Ways   []RequestWay `json:"ways,omitempty"` // what may be done now

	Forms  []RequestFormOffer `json:"forms,omitempty"`  // that can be printed
	Veiled bool               `json:"veiled,omitempty"` // who reads it need not know how the person is reached, and is not told
	Steps  []RequestStep      `json:"steps,omitempty"`
}

// RequestWay is something that may be done with a request now.
type RequestWay struct {
	Deed RequestDeed `json:"deed"`
	Said string      `json:"said"`
}

// RequestFormOffer is a form of the one-stop desk that tells of something in a request.
type RequestFormOffer struct {
	Form string `json:"form"` // as RequestFormWish.Form
	Said string `json:"said"`
}

// RequestStep is an entry as it is told.
type RequestStep struct {
	RequestEntry
	Said string `json:"said"`
	Note string `json:"note,omitempty"` // that it counts for nothing, or not yet; Vietnamese
}

// RequestFormWish is a form of a request that is asked for.
type RequestFormWish struct {
	Request ID
	Form    string // one of receipt, supplement, refusal, apology, control
	Entry   ID     // of which step; empty: the last one of its deed
	Sign    bool   // with the key that is open
}

// RequestRow is a request in a list.
type RequestRow struct {
	Request ID           `json:"id"`
	Code    string       `json:"code"`
	Name    string       `json:"procedure"`
	From    string       `json:"from"`
	Stage   RequestStage `json:"stage"`
	Said    string       `json:"said"`
	Holder  string       `json:"holder,omitempty"`
	Due     time.Time    `json:"due"`
	Late    string       `json:"late,omitempty"` // by how much; empty: it is not
	Parted  bool         `json:"parted,omitempty"`
}

// RequestList is which requests are listed.
type RequestList string

// The lists.
const (
	RequestsAll  RequestList = ""
	RequestsMine RequestList = "mine" // with which whoever asks has something to do
	RequestsOpen RequestList = "open"
	RequestsLate RequestList = "late"

	RequestsWaiting RequestList = "waiting" // for what is missing
	RequestsReady   RequestList = "ready"   // whose result is to be given
)

// RequestWish is what is searched for among requests.
type RequestWish struct {
	Text  string
	Which RequestList
}

// PersonSought is what the office has of who bears a personal number.
type PersonSought struct {
	Requests int        `json:"requests"`       // how many they asked for, or acted in
	From     Applicant  `json:"from,omitzero"`  // as the newest of them names them
	Open     []string   `json:"open,omitempty"` // of those that have no answer yet: code and procedure
	Papers   []Reusable `json:"papers"`         // the newest first
}

// Reusable is a paper that the office has as a data message from an earlier request of the same
// person (Điều 8.4).
type Reusable struct {
	Paper    RequestPaper `json:"paper"`
	Request  ID           `json:"request"`
	Code     string       `json:"code"` // of that request
	Received time.Time    `json:"received"`
	Result   bool         `json:"result,omitempty"` // it was the result of that request
}
