package station

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"

	"tram/local/office"
	"tram/local/people"
)

// needs says which right opens each door of the station.
var needs = map[office.Right]string{
	office.MayRead: `History ProveExport Pages Picture Conditions Drafts Resume Mark TryMark Weigh AllClerks Clerks Chains FreshFiles MissingFiles ShowIdentity
		Orphans ExportOrphan Refusals SecretTraces UnreadFiles CompareCode ComparePaper Compared OpenCompared LookedAtCompared SpaceStates PlanStand WaitSorts WaitingOf FindMessages OnPaper OpenOriginal OpenScan
		ExportMarks ProveJournal ProveJournalAgainst Prove ProveCode ProveFile Report Thumbnail BornAt IDNamed Conversion Entries Export ExportCopy
		ExportOriginal Find FindAll FindAnything FindRecords Search SaveFound SavedSearches SaveSearch DropSearch Named OpenCopy PagePicture Rows RowsFound SignedForm Withdrawal ExportBook PrintBook FindSheets Sheet SheetVersions SampleMark
		SigningSetup Templates LookPicture LookView SigningPages SigningPicture SigningTaskOf SigningTasks ExportStationKey Roots StationKeys Staff
		DayToClose DaySheets DaySheet SaveDaySheet OpenDays Heading DraftHeading Lying ReadPages OnPages Used HalfTyped KeepHalfTyped ScanSetup SaveSeparator Undone
		CopyTargets CopyStates CopyNow CheckCopy CheckDatabase Drills DrillsStand DrillSetup SaveDrill IncidentNotes SheetPaper SaveSheetPaper SheetText PlanSections SavePlan ExportPlan EmergencyStands Reckoning SaveReckoning RegisteredOf SeriesStand ExplainNumbers SaveRegister
		Duplicates GradeOnPaper RegisteredWhole SaveEnclosed SaveOneEnclosed OpenEnclosed SaveStamped RouteOf CompareDrafts DraftFormOf SaveDraft RouteWays RoutesHeld FindHeld FindLate RoutesOverdue RouteAsked SaveRoute SaveFollowed
		PreviewOldRegister PreviewBookTable SaveOldRegister FindRegistered RegisteredRows RegisterWords NumbersStand OtherStations RegisteredVersions
		FilePlan FileContents FileNamed FilesOfYear FindFiles FileRows SaveFilePlan SaveFilesList ExportFile FileRightsSeen FileVersions FindRequests Procedures Request RequestAsked RequestNamed RequestRows RequestsLate RequestReport SaveRequestReport Turns
		Meeting MeetingsBetween MyMeetings MeetingRooms MeetingPlatforms FreeTimes MeetingSession TasksOf SaveMinutes SaveVotes ProveMinutes ExportMeeting CalendarDays MeetingVersions MailLine SharedCalendars LineStands InvitationsOf CalendarClashes`,
	office.MayAudit:  `Audit AuditParts AuditTimes ExportAudit Requirements Reviews ReviewOwed FileLooks`,
	office.MayReview: `Review`,
	office.MayRun: `SaveScanFolder SaveRequirement AcceptJournal SweepOrphan SaveOffice SaveTemplate SaveSigningSetup TakePicture DropPicture AddRoots
		ImportStationKey RemoveRoot RetireStationKey ExportBundle ImportBundle Remake AddCopyTarget AddFarPlace RemoveCopyTarget RemoveFormerCopy LetCopyingGoOn Drill SetDrillsOff SayGone ChooseMailLine GiveUpMailLine FindCalendars ShareCalendar GiveUpCalendar`,
	office.MayAdmit: `SaveClerk Renew AdmitUser GivePosts LockUser ReopenUser UserLeaves`,
	office.MayConvert: `TakeIn Begin CarryOut Check Declare Describe Discard Finish Look MoveMark MovePage PaperOf Redo RemovePage ReplacePage Restore Retouch Take
		TurnPage Undo VouchClock AdoptOrphan CancelPrint DecideMessage DescribeMessage DiscardMessage FollowPrint ImportMessage MakeCopy PrintCopy
		Printers ReopenMessage RestoreMessage TellPrint Scan Scanners ScannerAt SaveScanSetup Interleave MovePageAcross Watch ReadDraft CutScans`,
	office.MaySign:     `ConfirmInk CertifyStationKey OpenKey Tokens OwnCertificates Certificates CarryOutSigned ExtendAll SignAll SignMinutes SignMinutesSure`,
	office.MayWithdraw: `Withdraw WithdrawOver DestroyFile CancelRegistered Amend TakeBackAmended UncancelRegistered`,
	office.MayKeep: `KeepSheet MoveSheet BringBookTable NoteIncident SettleSheet CloseDay PrintDaySheet DayPrinters BeginEmergency EndEmergency CloseEmergency MakePad CountPad SettleSlip Register OpenYear HandOver TakeOver
		RegisterWith Enclose StampArrival Route EditRegistered BringOldRegister SettleRegistered
		PlanFile DropPlannedFile OpenFile AddToFile CountInFile TakeFromFile LookedAtRecalled CloseFile ReopenFile KeepFileBack HandFileIn SetFileRights SettleFile CommentDraft AnswerComment PersonSought SaveRequestForm SaveRequestRegister SaveReceptionPaper SaveReceptionRegister TakeTurn CallTurn ReceiveRequest DoWithRequest CorrectRequest
		ArrangeMeeting ChangeMeeting MoveMeeting ConfirmMeeting CancelMeeting ReviveMeeting NoteInMeeting OpenVote UnlockBox CastBallot CloseVote MinuteMeeting ImportCalendar SettleMeeting InviteTo AnswerInvitation ExchangeNow SeeCalendarClash`,
}

// openDoors are those that nobody has to unlock: each with why.
var openDoors = map[string]string{
	"Door LetIn NotLetIn Enter Acting May Sits Greeting People":     "at which people come in; the desk of people asks each time",
	"SetUserPassword HandOverTo TakeWorkBack MakeToken RevokeToken": "of one's own account, or by who may admit others: the desk of people asks whose it is",
	"NameAdministrator":             "asks for the recovery key",
	"Denied SeatLost PasswordsWeak": "look ahead for the window, and show nothing",
	"AdministratorSheet":            "tells what all are told as they come in",
	"Office":                        "stands on the door",
	"Ready Home Types Beside DataVersion PowerState":               "of the program, and of no record",
	"OnChange Close SaveTable StampFrom":                           "of the program, and of no record",
	"DeedKinds FirstPlan Books WrongAnswer KeyModules HasOwnStore": "declared by the program",
	"JournalTrouble": "is told before anybody works",
	"StampJournal FollowCopies FollowLines KeepRoom Raise LineDown LineBack MeasuredRecovery DrillByItself": "an act of the station itself, with its cause",
	"ScannerAddresses":                "of devices, and of no record",
	"FinishedCount Making IndexBytes": "a number",
	"DrillOwed":                       "yes or no, and of no record",
	"AtRest KeptSaid":                 "of the disk, and of no record",
	"Arriving":                        "yes or no, and of no record",
	"HeldKey PutKeyAway":              "goes with the log-in that opened it",
	"SetUp RecoveryOwed RecoveryKept Recovery": "comes before there is anybody",
}

// TestEachDoorAsksWhoComes tries each of them with nobody at work, and as each post.
func TestEachDoorAsksWhoComes(t *testing.T) {
	const password = "khoai lang tím nướng"
	d, ctx := newDesk(t), t.Context()
	all := d.employ(t, password)
	d.sitAs(t, all[0], password)
	boss, err := d.Acting(ctx)
	if err != nil {
		t.Fatal(err)
	}
	doors := rightsOfDoors(t, reflect.TypeOf(d.Station))
	logins := map[office.Post]*people.Login{}
	for _, post := range office.Posts {
		a, err := d.People().Admit(ctx, boss, office.Clerk{Name: "Người Mẫu " + string(post), Position: post.Name()}, []office.Post{post}, []byte(password))
		if err != nil {
			t.Fatal(err)
		}
		if logins[post], err = d.People().Unlock(ctx, a.ID, []byte(password)); err != nil {
			t.Fatal(err)
		}
	}
	boss.End()
	d.persons.Seat(nil)
	for name, right := range doors {
		if err := d.knock(ctx, name); !errors.Is(err, people.NoLogin) {
			t.Errorf("%s with nobody at work: %v", name, err)
		}
		for post, l := range logins {
			err := d.knock(people.With(ctx, l), name)
			if denied := errors.Is(err, people.NotAllowed); denied == post.Has(right) {
				t.Errorf("%s as %s, who has %q: %v; err %v", name, post, right, post.Has(right), err)
			}
		}
	}
}

// rightsOfDoors is what opens each door that is not open; a door that is on neither list,
// or on both, is told.
func rightsOfDoors(t *testing.T, of reflect.Type) map[string]office.Right {
	t.Helper()
	doors, open := map[string]office.Right{}, map[string]bool{}
	for right, names := range needs {
		for name := range strings.FieldsSeq(names) {
			doors[name] = right
		}
	}
	for names := range openDoors {
		for name := range strings.FieldsSeq(names) {
			open[name] = true
		}
	}
	seen := map[string]bool{}
	for i := range of.NumMethod() {
		name := of.Method(i).Name
		seen[name] = true
		if _, shut := doors[name]; shut == open[name] {
			t.Errorf("%s: which right opens it, or why does everybody pass?", name)
		}
	}
	for name := range doors {
		if !seen[name] {
			t.Errorf("%s is no door any more: take it off the list", name)
			delete(doors, name)
		}
	}
	return doors
}

// knock calls a method with nothing in hand but whose work it is, and returns its error.
func (d *desk) knock(ctx context.Context, name string) error {
	m := reflect.ValueOf(d.Station).MethodByName(name)
	with := []reflect.Value{reflect.ValueOf(ctx)}
	for i := 1; i < m.Type().NumIn(); i++ {
		with = append(with, reflect.Zero(m.Type().In(i)))
	}
	out := m.Call(with)
	err, _ := out[len(out)-1].Interface().(error)
	return err
}
