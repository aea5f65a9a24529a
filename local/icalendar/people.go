package icalendar

import (
	"cmp"
	"strings"

	"tram/local/office"
)

// answers are what PARTSTAT says, and what is meant.
var answers = map[string]string{
	"ACCEPTED": office.MeetingAccepted, "DECLINED": office.MeetingDeclined, "TENTATIVE": office.MeetingMaybe,
	"DELEGATED": office.MeetingDelegated, "NEEDS-ACTION": "", "": "",
}

var roles = map[string]string{
	"CHAIR": office.MeetingChair, "REQ-PARTICIPANT": office.MeetingMember, "": office.MeetingMember,
	"OPT-PARTICIPANT": office.MeetingGuest, "NON-PARTICIPANT": office.MeetingGuest,
}

// person reads who is invited, or who invites. Kept tells whether the line says more than a person
// does, so that it is to be kept.
func (r *reading) person(label string, p property) (who office.MeetingPerson, kept bool) {
	role := strings.ToUpper(p.get("ROLE"))
	state := strings.ToUpper(p.get("PARTSTAT"))
	var known bool
	if who.Answer, known = answers[state]; !known {
		r.odd.about(label, "partstat", "câu trả lời “%s” không có trong chuẩn nên coi như chưa trả lời", short(state))
		kept = true
	}
	who.Role = cmp.Or(roles[role], office.MeetingGuest)
	value := strings.TrimSpace(p.value)
	who.Mail, kept = r.address(label, p, value, kept)
	who.Name, _ = bounded(word(cmp.Or(p.get("CN"), who.Mail, p.get("EMAIL"), value)), 300)
	for _, one := range p.params {
		kept = kept || r.more(one, who)
	}
	return who, kept || role == "NON-PARTICIPANT" || p.name == "ATTENDEE" && who.Mail == "" && value != noMail
}

// more tells whether a parameter says something that a person does not.
func (r *reading) more(one param, who office.MeetingPerson) bool {
	switch one.name {
	case "CN", "ROLE", "PARTSTAT", "MEMBER":
		return one.name == "MEMBER" || len(one.values) > 1
	case "RSVP":
		return len(one.values) != 1 || strings.EqualFold(one.values[0], "TRUE") != (who.Answer == "")
	case "EMAIL":
		return len(one.values) != 1 || !strings.EqualFold(one.values[0], who.Mail)
	}
	return true
}

// address is that of a mailbox, which some programs write without what makes it a URI.
func (r *reading) address(label string, p property, value string, kept bool) (mail string, more bool) {
	if len(value) > len("mailto:") && strings.EqualFold(value[:len("mailto:")], "mailto:") {
		mail = strings.TrimSpace(value[len("mailto:"):])
	} else if whole := strings.Trim(value, "<> "); isMail(whole) {
		mail = whole
		r.odd.about(label, "mailto", "địa chỉ thư của người mời hoặc người dự không có “mailto:”")
	} else if isMail(p.get("EMAIL")) {
		mail, kept = p.get("EMAIL"), true
	}
	if !isMail(mail) {
		if value == noMail {
			return "", kept
		}
		if value != "" {
			r.odd.about(label, "no mail "+p.name, "“%s” không phải địa chỉ thư", short(value))
		}
		return "", true
	}
	return mail, kept
}

// noMail is what stands for an address of which there is none.
const noMail = "invalid:nomail"

// isMail tells whether something looks like an address, and holds nothing that a header could be made
// of.
func isMail(s string) bool {
	name, host, ok := strings.Cut(s, "@")
	return ok && name != "" && host != "" && len(s) <= 254 && !strings.ContainsAny(s, " \t\r\n,;:<>\"()\\") && !strings.Contains(host, "@")
}

// people are who is invited, each address once.
func (r *reading) people(label string, c *component) (all []office.MeetingPerson, kept []property) {
	seen := map[string]bool{}
	for _, p := range c.props {
		if p.name != "ATTENDEE" {
			continue
		}
		if len(all) == mostPeople {
			r.odd.about(label, "people", "có quá %d người dự: chỉ nhận số người đầu tiên", mostPeople)
			break
		}
		who, more := r.person(label, p)
		key := strings.ToLower(cmp.Or(who.Mail, "@"+who.Name))
		if seen[key] {
			continue
		}
		seen[key] = true
		all = append(all, who)
		if more {
			kept = append(kept, p)
		}
	}
	return all, kept
}
