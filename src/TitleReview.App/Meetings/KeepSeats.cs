using Microsoft.EntityFrameworkCore;
using TitleReview.App.Defences;
using TitleReview.App.People.Imports;
using TitleReview.App.SignIn;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Meetings;

/// <summary>定主任、副主任委员与分组，一次一页。</summary>
[Does(Act.KeepMeetings)]
public sealed class ArrangeSeats(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, IReadOnlyDictionary<ExpertId, (SeatKind Kind, int? Group)> seats, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.TimetableHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;

        var all = await session.Db.Seats.Where(s => s.MeetingId == id).ToListAsync(ct);
        return Seating.Arrange(meeting!, all, seats, (await session.TermsOf(meeting!, ct)).Voting) ?? await session.TimetableStands(meeting!, ct) ?? await session.Save(ct);
    }
}

/// <summary>没有手机、账号的委员在纸上签了承诺书：记下，由谁记的也写明。</summary>
[Does(Act.KeepMeetings)]
public sealed class TakePledge(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, ExpertId expert, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.MeetingHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        if (!meeting!.IsLive) return new MeetingNotInSession(meeting.State);
        if (await session.Db.Seats.SingleOrDefaultAsync(s => s.MeetingId == id && s.ExpertId == expert, ct) is not { } seat) return new NotFoundHere("位委员");

        return seat.Pledge(MeetingReading.PledgeDigest((await session.TermsOf(meeting, ct)).ExpertPledgeText()), session.Actor.Signature, session.Now) ?? await session.Save(ct);
    }
}

/// <summary>请一位纪检观察员：已有账号的（KZ-15）。</summary>
[Does(Act.KeepMeetings)]
public sealed class SeatObserver(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, UserId observer, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.MeetingHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        if (!meeting!.IsLive) return new MeetingNotInSession(meeting.State);
        if (await session.Db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.TenantId == session.Tenant.Id && u.Id == observer.Value && u.Role == Role.Observer && !u.Disabled, ct) is not { } user) return new NotFoundHere("位观察员");
        if (await session.Db.ObserverSeats.AnyAsync(o => o.MeetingId == id && o.UserId == observer, ct)) return new ObserverThere(user.DisplayName);

        session.Add(new ObserverSeat(id, observer, user.DisplayName, session.Actor, session.Now));
        return await session.Save(ct);
    }
}

/// <summary>请错了的，开会之前撤下。</summary>
[Does(Act.KeepMeetings)]
public sealed class UnseatObserver(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, UserId observer, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.MeetingHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        if (meeting!.State != MeetingState.Planned) return new MeetingNotPlanned(meeting.State);
        if (await session.Db.ObserverSeats.SingleOrDefaultAsync(o => o.MeetingId == id && o.UserId == observer, ct) is not { } seat) return new NotFoundHere("位观察员");

        session.Db.ObserverSeats.Remove(seat);
        return await session.Save(ct);
    }
}

public sealed record ObserverForm
{
    public string? Name { get; set; }
    public string? Phone { get; set; }
    public string? Mail { get; set; }
}

/// <summary>请一位还没有账号的纪检观察员：开账号，发邀请，入观察席。链接只在这时给看。</summary>
[Does(Act.InviteToAccount)]
public sealed class InviteObserver(TenantSessions sessions, Accounts accounts, Invitations invitations)
{
    /// <returns>要转交的激活链接；只发邮件的为空。</returns>
    public async Task<(string? Link, Refusal? Refusal)> Run(MeetingId id, ObserverForm form, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.MeetingHeld(id, ct);
        if (session.WhyNot(Act.InviteToAccount, meeting?.OfficeId, "次评审会") is { } refusal) return (null, refusal);
        if (!meeting!.IsLive) return (null, new MeetingNotInSession(meeting.State));

        var (name, phone, mail) = (form.Name.Plain(), form.Phone.Plain(), form.Mail.Plain() is { Length: > 0 } address ? address : null);
        List<FieldError> errors = [];
        if (Validation.PersonName(name) is { } badName) errors.Add(new("ObserverName", badName));
        if (Validation.Phone(phone) is { } badPhone) errors.Add(new("ObserverPhone", badPhone));
        if (ImportedSheets.Mail(mail ?? "") is { } badMail) errors.Add(new("ObserverMail", badMail));
        if (errors.Count > 0) return (null, new InvalidInput(errors));

        var user = accounts.Invite(session, name, phone, mail, Role.Observer, null, null);
        session.Db.Users.Add(user);
        session.Add(new ObserverSeat(id, new UserId(user.Id), name, session.Actor, session.Now));
        var link = await invitations.Give(session, user, ct);
        session.Note($"邀请纪检观察员：{name}，链接{(link is null ? "只发邮件" : "当面转交")}");
        return await session.Save(ct) is { } failed ? (null, failed) : (link, null);
    }
}
