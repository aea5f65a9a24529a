package meetings

import "tram/local/office"

// What keeps something from being written down in a meeting.
var (
	NoSuchDeed      = office.Failure{Name: "meetings.no-such-deed", Said: "Không có việc “%s” trong cuộc họp.", Next: "Hãy chọn một trong các nút đang hiện."}
	Cancelled       = office.Failure{Name: "meetings.cancelled", Said: "Cuộc họp này đã hủy.", Next: "Muốn họp lại thì lập cuộc họp mới."}
	TooLong         = office.Failure{Name: "meetings.too-long", Said: "Nội dung dài hơn %d chữ cái.", Next: "Hãy ghi ngắn lại, hoặc chia thành nhiều mục."}
	TooMany         = office.Failure{Name: "meetings.too-many", Said: "Cuộc họp có quá nhiều %s (nhiều nhất %d).", Next: "Hãy bớt đi, hoặc chia thành nhiều cuộc họp."}
	NotYet          = office.Failure{Name: "meetings.not-yet", Said: "Giờ ghi còn chưa tới, hoặc chưa ghi giờ.", Next: "Hãy xem lại giờ, và đồng hồ của máy."}
	MinutesStand    = office.Failure{Name: "meetings.minutes-stand", Said: "Biên bản của cuộc họp này đã lập, nên diễn biến không ghi thêm được.", Next: "Sai sót thì ghi trong một biên bản bổ sung."}
	MinutesOld      = office.Failure{Name: "meetings.minutes-old", Said: "Diễn biến cuộc họp vừa được ghi thêm trong lúc lập biên bản.", Next: "Hãy lập biên bản lần nữa: bản mới có điều vừa ghi."}
	Over            = office.Failure{Name: "meetings.over", Said: "Cuộc họp này đã bế mạc.", Next: "Điều còn thiếu thì ghi với giờ trước lúc bế mạc; ghi nhầm thì dùng “Bỏ điều ghi nhầm”."}
	BeforeOpening   = office.Failure{Name: "meetings.before-opening", Said: "Giờ ghi sớm hơn lúc khai mạc.", Next: "Hãy xem lại giờ, và đồng hồ của máy: nó có thể đã bị chỉnh lùi trong lúc họp."}
	NotOpened       = office.Failure{Name: "meetings.not-opened", Said: "Cuộc họp chưa khai mạc.", Next: "Hãy điểm danh, rồi bấm “Khai mạc”."}
	NotGoingOn      = office.Failure{Name: "meetings.not-going-on", Said: "Cuộc họp đang nghỉ hoặc đã bế mạc.", Next: "Đang nghỉ thì bấm “Họp tiếp” trước."}
	NotResting      = office.Failure{Name: "meetings.not-resting", Said: "Cuộc họp không ở lúc tạm nghỉ.", Next: "Không cần bấm “Họp tiếp”."}
	Opened          = office.Failure{Name: "meetings.opened", Said: "Cuộc họp đã khai mạc rồi.", Next: "Hãy ghi tiếp diễn biến."}
	NotConfirmed    = office.Failure{Name: "meetings.not-confirmed", Said: "Cuộc họp mới là dự kiến.", Next: "Hãy chốt lịch trước rồi khai mạc."}
	NoChair         = office.Failure{Name: "meetings.no-chair", Said: "Chưa có người chủ trì cuộc họp.", Next: "Hãy sửa cuộc họp, chọn người chủ trì."}
	NoWords         = office.Failure{Name: "meetings.no-words", Said: "Chưa ghi nội dung.", Next: "Hãy ghi vài chữ rồi bấm lại."}
	NoItem          = office.Failure{Name: "meetings.no-item", Said: "Chưa chọn mục chương trình.", Next: "Hãy chọn một mục, hoặc ghi tên mục mới."}
	VoteGoesOn      = office.Failure{Name: "meetings.vote-goes-on", Said: "Đang biểu quyết “%s”.", Next: "Hãy kết thúc lần biểu quyết ấy trước."}
	EndsBefore      = office.Failure{Name: "meetings.ends-before", Said: "Giờ bế mạc sớm hơn điều đã ghi sau cùng.", Next: "Hãy xem lại giờ."}
	NotClosed       = office.Failure{Name: "meetings.not-closed", Said: "Cuộc họp chưa bế mạc.", Next: "Hãy bấm “Bế mạc” rồi lập biên bản."}
	NoAttendance    = office.Failure{Name: "meetings.no-attendance", Said: "Chưa chọn có mặt thế nào.", Next: "Hãy chọn: có mặt tại phòng, từ xa, đã rời, hay vắng."}
	NoSeat          = office.Failure{Name: "meetings.no-seat", Said: "Chưa chọn người.", Next: "Hãy chọn trong danh sách người dự, hoặc ghi họ tên người đến thêm."}
	NotDistant      = office.Failure{Name: "meetings.not-distant", Said: "Cuộc họp này chỉ họp tại phòng.", Next: "Có người dự từ xa thì sửa hình thức họp thành “Vừa tại phòng vừa từ xa”."}
	NotThere        = office.Failure{Name: "meetings.not-there", Said: "%s chưa được điểm danh có mặt.", Next: "Hãy điểm danh có mặt trước, hoặc ghi vắng mặt."}
	LeftAlready     = office.Failure{Name: "meetings.left-already", Said: "%s không có mặt lúc ấy: đã được ghi rời cuộc họp, hoặc đến sau.", Next: "Hãy xem lại giờ; đã quay lại họp thì điểm danh có mặt trước."}
	WasThere        = office.Failure{Name: "meetings.was-there", Said: "%s đã được ghi có mặt.", Next: "Ghi nhầm thì bỏ điều ghi nhầm trước; ra về sớm thì ghi “Đã rời cuộc họp”."}
	NoVote          = office.Failure{Name: "meetings.no-vote", Said: "%s không có quyền biểu quyết lúc này.", Next: "Hãy xem lại danh sách người dự và điểm danh."}
	NoProxy         = office.Failure{Name: "meetings.no-proxy", Said: "Đại biểu Hội đồng nhân dân không ủy quyền biểu quyết cho người khác.", Next: "Người vắng thì ghi vắng mặt."}
	NoAuthority     = office.Failure{Name: "meetings.no-authority", Said: "Chưa ghi giấy ủy quyền của %s.", Next: "Hãy ghi số, ngày của giấy ủy quyền."}
	ProxyTwice      = office.Failure{Name: "meetings.proxy-twice", Said: "Một trong hai người đã ủy quyền hoặc đã nhận ủy quyền.", Next: "Mỗi người chỉ ủy quyền một lần, và người đã ủy quyền không nhận thay người khác. Ghi nhầm thì bỏ điều ghi nhầm trước."}
	DeputyTwice     = office.Failure{Name: "meetings.deputy-twice", Said: "%s đang dự họp ở chỗ của %s: một người chỉ tính là một người có mặt.", Next: "Hãy ghi người khác dự thay, hoặc ghi ủy quyền biểu quyết khi quy chế cho phép; trùng tên mà là người khác thì ghi thêm chức vụ sau tên."}
	NobodyVoted     = office.Failure{Name: "meetings.nobody-voted", Said: "Chưa ghi ai biểu quyết “%s”, nên chưa có kết quả.", Next: "Giơ tay thì ghi số đếm được của từng phương án; theo tên thì chọn cho từng người. Bắt đầu nhầm thì bỏ điều ấy."}
	NoOwner         = office.Failure{Name: "meetings.no-owner", Said: "Chưa ghi giao cho ai.", Next: "Hãy chọn người, hoặc ghi họ tên."}
	BadDay          = office.Failure{Name: "meetings.bad-day", Said: "“%s” không phải một ngày.", Next: "Hãy ghi như 05/12/2026."}
	NoSuchEntry     = office.Failure{Name: "meetings.no-such-entry", Said: "Không có điều đã ghi như vậy, hoặc nó đã bỏ rồi.", Next: "Hãy mở lại cuộc họp và chọn lần nữa."}
	NoWhy           = office.Failure{Name: "meetings.no-why", Said: "Chưa ghi vì sao.", Next: "Hãy ghi lý do rồi bấm lại."}
	StrikeLater     = office.Failure{Name: "meetings.strike-later", Said: "Sau điều này đã ghi điều khác dựa vào nó.", Next: "Hãy bỏ các điều ghi sau trước, rồi mới bỏ điều này."}
	TaskDone        = office.Failure{Name: "meetings.task-done", Said: "Việc này đã ghi là xong.", Next: "Không cần ghi lần nữa."}
	NoRule          = office.Failure{Name: "meetings.no-rule", Said: "Chưa chọn cách tính đa số.", Next: "Hãy chọn một cách, như “Quá nửa tổng số thành viên”."}
	BadChoices      = office.Failure{Name: "meetings.bad-choices", Said: "Các phương án để chọn phải từ 2 đến %d, khác nhau và không để trống.", Next: "Hãy xem lại danh sách phương án; để trống cả là tán thành, không tán thành, không có ý kiến."}
	MoreOfTwo       = office.Failure{Name: "meetings.more-of-two", Said: "Cách tính “tán thành nhiều hơn không tán thành” không dùng với phương án riêng.", Next: "Hãy chọn “Nhiều phiếu nhất” hoặc một tỷ lệ."}
	MostOfNames     = office.Failure{Name: "meetings.most-of-names", Said: "Cách tính “nhiều phiếu nhất” cần có danh sách phương án.", Next: "Hãy ghi các phương án, mỗi dòng một phương án, hoặc chọn cách tính khác."}
	BadMost         = office.Failure{Name: "meetings.bad-most", Said: "Số phương án được chọn phải từ 1 đến %d, và là 1 khi biểu quyết tán thành.", Next: "Hãy sửa số ấy."}
	NoMotion        = office.Failure{Name: "meetings.no-motion", Said: "Không có vấn đề biểu quyết như vậy trong cuộc họp này.", Next: "Hãy chọn trong danh sách, hoặc nêu vấn đề mới."}
	VoteNotOpen     = office.Failure{Name: "meetings.vote-not-open", Said: "Chưa bắt đầu biểu quyết “%s”.", Next: "Hãy bấm “Bắt đầu biểu quyết” trước."}
	VoteOver        = office.Failure{Name: "meetings.vote-over", Said: "Lần biểu quyết này đã kết thúc.", Next: "Cần biểu quyết lại thì bỏ kết quả đã ghi (có lý do), rồi nêu lại vấn đề."}
	VoteOpened      = office.Failure{Name: "meetings.vote-opened", Said: "“%s” đã được biểu quyết hoặc đang biểu quyết.", Next: "Cần biểu quyết lại thì nêu lại vấn đề."}
	NoQuorum        = office.Failure{Name: "meetings.no-quorum", Said: "Chưa đủ số người dự họp để biểu quyết: có %d, cần %d.", Next: "Hãy điểm danh lại; vẫn chưa đủ thì tạm nghỉ hoặc hoãn."}
	NobodyVotes     = office.Failure{Name: "meetings.nobody-votes", Said: "Không ai có mặt được quyền biểu quyết.", Next: "Hãy điểm danh, và xem lại ai có quyền biểu quyết."}
	OthersVote      = office.Failure{Name: "meetings.others-vote", Said: "Danh sách người được biểu quyết vừa thay đổi.", Next: "Hãy bấm “Bắt đầu biểu quyết” lần nữa."}
	TooFewForSecret = office.Failure{Name: "meetings.too-few-for-secret", Said: "Bỏ phiếu kín cần ít nhất %d người, vì ít hơn thì biết phiếu của ai.", Next: "Hãy biểu quyết công khai, hoặc chờ thêm người."}
	TooFewBallots   = office.Failure{Name: "meetings.too-few-ballots", Said: "Mới có %d phiếu; phiếu kín ít hơn %d thì biết phiếu của ai.", Next: "Hãy chờ thêm người bỏ phiếu, hoặc hủy lần bỏ phiếu này (có lý do)."}
	IsSecret        = office.Failure{Name: "meetings.is-secret", Said: "Vấn đề này bỏ phiếu kín, không ghi theo tên và không đếm tay.", Next: "Hãy dùng “Bỏ phiếu” trên máy hoặc phiếu giấy."}
	BadChoice       = office.Failure{Name: "meetings.bad-choice", Said: "Phiếu phải chọn từ 1 đến %d phương án, không chọn trùng.", Next: "Hãy chọn lại."}
	BadCount        = office.Failure{Name: "meetings.bad-count", Said: "Số phiếu ghi lại không khớp với phiếu đã bỏ.", Next: "Hãy đếm lại, rồi ghi số của từng phương án."}
	BadVoters       = office.Failure{Name: "meetings.bad-voters", Said: "Danh sách người đã bỏ phiếu có người không được biểu quyết, hoặc trùng.", Next: "Hãy xem lại danh sách."}
	TooManyVotes    = office.Failure{Name: "meetings.too-many-votes", Said: "Đếm được %d phiếu, nhưng chỉ có %d người được biểu quyết.", Next: "Hãy đếm lại."}
	BadPaper        = office.Failure{Name: "meetings.bad-paper", Said: "Số phiếu giấy phát ra và thu về không thể như vậy.", Next: "Phiếu thu về không nhiều hơn phát ra; phát ra không nhiều hơn số người nhận phiếu."}
	PaperAndBox     = office.Failure{Name: "meetings.paper-and-box", Said: "Có người vừa nhận phiếu giấy vừa bỏ phiếu trên máy.", Next: "Hãy xem lại danh sách người nhận phiếu giấy."}
	NamesThere      = office.Failure{Name: "meetings.names-there", Said: "Biểu quyết “%s” đã ghi phiếu theo tên, nên không ghi số đếm tay.", Next: "Hãy ghi tiếp theo tên rồi kết thúc; muốn đếm tay thì bỏ các phiếu đã ghi (có lý do)."}
	BeforeVote      = office.Failure{Name: "meetings.before-vote", Said: "Giờ ghi sớm hơn một lần biểu quyết đã mở: người có mặt lúc ấy đã được đếm.", Next: "Hãy ghi giờ sau lần biểu quyết ấy; ghi sai người có mặt thì bỏ kết quả biểu quyết trước (có lý do)."}
	HeldStays       = office.Failure{Name: "meetings.held-stays", Said: "Cuộc họp này, hay một lần của nó, đã khai mạc, nên không dời được giờ của lần ấy.", Next: "Họp hôm khác thì lập một cuộc họp mới; loạt họp đổi giờ từ nay về sau thì dời từng lần chưa họp, hoặc lập loạt mới."}
	WasHeld         = office.Failure{Name: "meetings.was-held", Said: "Cuộc họp này đã khai mạc, nên không hủy được.", Next: "Hãy bế mạc; khai mạc nhầm thì bỏ điều ghi nhầm trước."}
	SecretCounted   = office.Failure{Name: "meetings.secret-counted", Said: "Phiếu kín “%s” đã kiểm: bỏ kết quả thì mọi người bỏ phiếu lại từ đầu vào hòm mới, và số đã kiểm vẫn nằm trong nhật ký cạnh số mới.", Next: "Chỉ bỏ khi kết quả thật sự sai, và nói trước với người bỏ phiếu: ai đổi ý, hai lần kiểm có thể nói ra. Đã rõ thì xác nhận rồi bỏ; sau đó bấm “Bắt đầu biểu quyết” lần nữa."}
	NearlySame      = office.Failure{Name: "meetings.nearly-same", Said: "Người được bỏ phiếu lần này chỉ khác lần đã bỏ kết quả %d người, nên đặt hai lần kiểm cạnh nhau thì đoán được phiếu của họ.", Next: "Hãy chờ cho đúng những người lần trước, hoặc biểu quyết công khai. Không thể khác thì nêu lại vấn đề thành lần biểu quyết mới, sau khi nói điều này với người bỏ phiếu."}
	BallotsDiffer   = office.Failure{Name: "meetings.ballots-differ", Said: "Số phiếu không khớp: %d phiếu, %d không hợp lệ, cộng các phương án được %d.", Next: "Hãy kiểm phiếu lại: mỗi phiếu hợp lệ chọn ít nhất một phương án."}
)

// What keeps a meeting from being arranged.
var (
	NoTitle       = office.Failure{Name: "meetings.no-title", Said: "Cuộc họp chưa có tên.", Next: "Hãy ghi tên cuộc họp, như “Giao ban tuần”."}
	NoSort        = office.Failure{Name: "meetings.no-sort", Said: "Chưa chọn loại cuộc họp.", Next: "Hãy chọn một loại."}
	NoWay         = office.Failure{Name: "meetings.no-way", Said: "Chưa chọn hình thức họp.", Next: "Hãy chọn: tại phòng, từ xa, hay cả hai."}
	NoPlace       = office.Failure{Name: "meetings.no-place", Said: "Họp tại phòng mà chưa có nơi họp.", Next: "Hãy chọn phòng trong sổ phòng họp, hoặc ghi địa điểm."}
	NoLink        = office.Failure{Name: "meetings.no-link", Said: "Họp từ xa mà chưa có đường vào họp.", Next: "Hãy chọn nền tảng để phần mềm tạo đường vào, hoặc dán đường vào bắt đầu bằng https://."}
	BadLink       = office.Failure{Name: "meetings.bad-link", Said: "“%s” không phải đường vào họp an toàn.", Next: "Hãy dán đường vào bắt đầu bằng https://."}
	BadMail       = office.Failure{Name: "meetings.bad-mail", Said: "“%s” không phải địa chỉ thư điện tử.", Next: "Hãy xem lại địa chỉ, như ten@coquan.gov.vn, hoặc để trống."}
	NoName        = office.Failure{Name: "meetings.no-name", Said: "Có người dự chưa có họ tên.", Next: "Hãy ghi họ tên, hoặc bỏ dòng ấy."}
	PersonTwice   = office.Failure{Name: "meetings.person-twice", Said: "%s có hai lần trong danh sách người dự.", Next: "Hãy bỏ một dòng."}
	TwoLead       = office.Failure{Name: "meetings.two-lead", Said: "Cuộc họp có hai người cùng là %s.", Next: "Hãy để một người."}
	BadRole       = office.Failure{Name: "meetings.bad-role", Said: "Vai trò của %s không có trong danh sách.", Next: "Hãy chọn: chủ trì, thư ký, thành viên hay khách mời."}
	BadMembers    = office.Failure{Name: "meetings.bad-members", Said: "Tổng số thành viên phải không ít hơn số người được biểu quyết, và không quá %d.", Next: "Hãy sửa con số, hoặc để trống."}
	PersonBusy    = office.Failure{Name: "meetings.person-busy", Said: "%s đã có “%s” lúc %s.", Next: "Hãy chọn giờ khác (xem các giờ trống), hoặc để người ấy dự không bắt buộc; là người khác trùng tên thì ghi thêm đơn vị của mỗi người."}
	RoomBusy      = office.Failure{Name: "meetings.room-busy", Said: "%s đã được đặt cho “%s” lúc %s.", Next: "Hãy chọn phòng khác hoặc giờ khác (xem các giờ trống)."}
	NoSuchRoom    = office.Failure{Name: "meetings.no-such-room", Said: "Phòng hoặc thiết bị đã chọn không có trong sổ, hoặc đã ngừng dùng.", Next: "Hãy chọn lại trong sổ phòng họp, thiết bị họp từ xa."}
	SelfBusy      = office.Failure{Name: "meetings.self-busy", Said: "Các lần họp của chính cuộc họp này chồng lên nhau.", Next: "Hãy sửa quy tắc lặp hoặc thời lượng."}
	UIDStays      = office.Failure{Name: "meetings.uid-stays", Said: "Mã lịch của cuộc họp không đổi được.", Next: "Hãy mở lại cuộc họp rồi sửa."}
	UIDTaken      = office.Failure{Name: "meetings.uid-taken", Said: "Cuộc họp này đã có trong lịch.", Next: "Hãy mở cuộc họp đã có."}
	NoSuchMeeting = office.Failure{Name: "meetings.no-such-meeting", Said: "Không có cuộc họp như vậy.", Next: "Hãy xem lại lịch họp, hoặc nhận gói mới từ máy khác."}
	NoSuchTime    = office.Failure{Name: "meetings.no-such-time", Said: "Cuộc họp này không có lần họp “%s”.", Next: "Hãy chọn một lần trong lịch."}
	SecretMatter  = office.Failure{Name: "meetings.secret-matter", Said: "Nội dung có dấu hiệu bí mật nhà nước, không đưa vào phần mềm này.", Next: "Cuộc họp có nội dung mật thì sắp xếp theo quy định về bảo vệ bí mật nhà nước, ngoài phần mềm."}
)
