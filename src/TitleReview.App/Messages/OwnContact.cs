using System.Net.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Messages;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Messages;

/// <summary>本人的联系方式，与要不要收邮件、短信。</summary>
public sealed record ContactForm
{
    public string? Email { get; set; }
    public string? Phone { get; set; }
    public bool Progress { get; set; }
    public bool Deadlines { get; set; }
    public bool Desk { get; set; }
    public bool Sms { get; set; }

    internal MessageTopics Topics => (Progress ? MessageTopics.Progress : MessageTopics.None) | (Deadlines ? MessageTopics.Deadlines : MessageTopics.None) | (Desk ? MessageTopics.Desk : MessageTopics.None);

    internal Refusal? WhyNot()
    {
        List<FieldError> errors = [];
        if (Email.Plain() is { Length: > 0 } mail && (mail.Length > 100 || mail.Any(c => c is '<' or '>' or ',' or ';' or ' ' || char.IsControl(c)) || !mail.All(char.IsAscii) || !MailAddress.TryCreate(mail, out var address) || !address.Host.Contains('.', StringComparison.Ordinal)))
            errors.Add(new(nameof(Email), "邮箱写得不对，应像 zhangsan@example.cn。不收邮件的留空。"));
        if (Phone.Plain() is { Length: > 0 } phone && Validation.Phone(phone) is { } wrong) errors.Add(new(nameof(Phone), wrong));
        if (Sms && Phone.Plain().Length == 0) errors.Add(new(nameof(Phone), "要收短信，请填写手机号码。"));
        return errors.Count == 0 ? null : new InvalidInput(errors);
    }
}

/// <param name="SmsOffered">本系统设了短信。</param>
/// <param name="MailWaits">邮箱还没有确认。</param>
public sealed record OwnContactView(string LoginName, string Name, Role Role, ContactForm Form, bool SmsOffered, bool MailWaits);

[Does(Act.KeepOwnContact)]
public sealed class ReadOwnContact(TenantSessions sessions, OutgoingSettings outgoing)
{
    public async Task<OwnContactView?> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.KeepOwnContact) is not null) return null;

        var user = await session.Db.Users.AsNoTracking().SingleAsync(u => u.Id == session.Actor.UserId.Value, ct);
        var form = new ContactForm
        {
            Email = user.Email, Phone = user.PhoneNumber, Sms = user.WantsSms,
            Progress = user.MailTopics.HasFlag(MessageTopics.Progress), Deadlines = user.MailTopics.HasFlag(MessageTopics.Deadlines), Desk = user.MailTopics.HasFlag(MessageTopics.Desk),
        };
        return new(user.UserName!, user.DisplayName, user.Role, form, outgoing.SmsDirectory is not null, user is { Email: not null, EmailConfirmed: false });
    }
}

/// <summary>再发一次确认邮箱的信。</summary>
[Does(Act.KeepOwnContact)]
public sealed class AskMailAgain(TenantSessions sessions)
{
    public async Task<Refusal?> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.KeepOwnContact) is { } refusal) return refusal;

        var user = await session.Db.Users.AsNoTracking().SingleAsync(u => u.Id == session.Actor.UserId.Value, ct);
        if (user is not { Email: not null, EmailConfirmed: false }) return new MailNotWaiting();
        // 一个小时一封，免得拿别人的邮箱来烦人。
        var hour = session.Now.Instant.ToUnixTimeSeconds() / 3600;
        if (await session.Db.OutboxEvents.AnyAsync(e => e.UserId == session.Actor.UserId && e.Kind == MessageKind.MailToConfirm && e.At > session.Now.Instant.AddHours(-1), ct)) return new MailJustSent();

        session.Add(new OutboxEvent(MessageKind.MailToConfirm, $"mail/{user.Id}/again/{hour}", session.Now, session.Actor.UserId, new Dictionary<string, string>()).To(user: session.Actor.UserId));
        return await session.Save(ct);
    }
}

public sealed record MailChangedTooOften(int Most) : Refusal($"一小时里换了 {Most} 次邮箱，没有再改。请核对地址，一小时以后再换；已经填的，可以“再发一次”。");
public sealed record MailNotWaiting() : Refusal("邮箱已经确认过了，或还没有填。");
public sealed record MailJustSent() : Refusal("确认的信刚发过，请到邮箱里找（也看看垃圾邮件），一小时以后可以再发。");

/// <summary>改本人的邮箱、电话、收什么。</summary>
[Does(Act.KeepOwnContact)]
public sealed class SaveOwnContact(TenantSessions sessions, ILookupNormalizer normalizer)
{
    private const int MostPerHour = 3;

    public async Task<Refusal?> Run(ContactForm form, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.KeepOwnContact) is { } refusal) return refusal;
        if (form.WhyNot() is { } invalid) return invalid;

        var user = await session.Db.Users.SingleAsync(u => u.Id == session.Actor.UserId.Value, ct);
        var mail = form.Email.Plain() is { Length: > 0 } given ? given : null;
        var (before, normal) = (user.NormalizedEmail, mail is null ? null : normalizer.NormalizeEmail(mail));
        (user.Email, user.NormalizedEmail) = (mail, normal);
        // 换了的要重新确认；确认的信随这次保存进发件箱。
        if (normal != before) user.EmailConfirmed = false;
        // 每换一次就发一封，换到哪里发到哪里：一小时几次为止。
        if (normal is not null && normal != before && await session.Db.OutboxEvents.CountAsync(e => e.UserId == session.Actor.UserId && e.Kind == MessageKind.MailToConfirm && e.At > session.Now.Instant.AddHours(-1), ct) >= MostPerHour) return new MailChangedTooOften(MostPerHour);
        user.PhoneNumber = form.Phone.Plain() is { Length: > 0 } phone ? phone : null;
        (user.MailTopics, user.WantsSms) = (form.Topics, form.Sms);
        session.Note("修改本人的联系方式与通知方式");
        return await session.Save(ct);
    }
}
