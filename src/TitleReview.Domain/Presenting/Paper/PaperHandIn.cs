using TitleReview.Domain.Filings;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Presenting;

/// <summary>一样纸质材料收到没有；没有收的、不合要求的，写明怎么回事。</summary>
public sealed record PaperItemState(string Name, int Copies, bool Received = false, string? Words = null, bool PerUnit = false);

/// <summary>
/// 应交的纸质材料：形式审核通过时照计划列好，一份申报一张，编一个码印在封面的二维码里（BZ-23、KZ-13、TC-37）。
/// </summary>
public sealed class PaperHandIn : ITenantOwned
{
    public const int MaxWords = 200;

    /// <summary>封面上的码；收件台扫到、抄到的都是它。</summary>
    public static readonly RandomCode Codes = new(2, 4);

    private PaperHandIn() { }

    public TenantId TenantId { get; set; }
    public FilingId FilingId { get; private set; }
    public PlanId PlanId { get; private set; }
    public ApplicantId ApplicantId { get; private set; }
    public OfficeId EmployerId { get; private set; }

    /// <summary>收件的机构：审核的末级机构。</summary>
    public OfficeId ReceiverId { get; private set; }

    /// <summary>计划定的谁来交：期限、催交告诉他。</summary>
    public PaperBearer Bearer { get; private set; }

    public string Code { get; private set; } = "";
    public IReadOnlyList<PaperItemState> Items { get; private set; } = [];
    public DateTimeOffset IssuedAt { get; private set; }
    public DateTimeOffset? OpensAt { get; private set; }
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>最近一次收件台核对的时刻；一次也没有来过的为空。</summary>
    public DateTimeOffset? CheckedAt { get; private set; }

    public string? CheckedByName { get; private set; }

    /// <summary>收齐的时刻。</summary>
    public DateTimeOffset? CompletedAt { get; private set; }

    public DateTimeOffset? RemindedAt { get; private set; }
    public uint Version { get; private set; }

    public static PaperHandIn Issue(Filing filing, PlanTerms terms, Moment now)
    {
        var window = terms.Milestones.Where(m => m.Kind == MilestoneKind.Paper).OrderBy(m => m.Closes()).LastOrDefault();
        return new PaperHandIn
        {
            FilingId = filing.Id, PlanId = filing.PlanId, ApplicantId = filing.ApplicantId, EmployerId = filing.EmployerId, ReceiverId = filing.Stops[^1].OfficeId, Bearer = terms.Paper.Bearer,
            Code = Codes.New(), Items = [.. terms.Paper.Items.Select(i => new PaperItemState(i.Name, i.Copies, PerUnit: i.PerUnit))], IssuedAt = now.Instant, OpensAt = window?.Opens(), DueAt = window?.Closes(),
        };
    }

    public IEnumerable<PaperItemState> StillMissing() => Items.Where(i => !i.Received);

    public bool IsOverdue(Moment now) => CompletedAt is null && DueAt <= now.Instant;

    /// <summary>不在报送时间里：材料已经在桌上，照样可以收，先说一声。在时间里的为空。</summary>
    public string? OutsideWindow(Moment now) =>
        OpensAt is { } from && from > now.Instant ? $"报送时间还没有到，{from.PrintStart()}才开始" : DueAt is { } until && until <= now.Instant ? $"报送时间{until.Print()}已经过了" : null;

    /// <summary>此刻可以催：没有收齐，今天没有催过。</summary>
    public bool MayRemind(Moment now) => CompletedAt is null && !(RemindedAt is { } last && new Moment(last).Today == now.Today);

    /// <summary>收件台逐样核对：收到了哪几样，没收的怎么回事。</summary>
    /// <param name="received">收到的各样，按列出的次序。</param>
    /// <param name="words">没收的各样，一样一句；没有话说的空着。</param>
    public Refusal? Check(IReadOnlySet<int> received, IReadOnlyDictionary<int, string> words, Actor actor, Moment now)
    {
        if (CompletedAt is not null) return new PaperComplete();
        if (words.FirstOrDefault(w => w.Value.Plain().Length > MaxWords) is { Value: not null } tooLong) return new InvalidInput($"Words-{tooLong.Key}", $"一样最多写 {MaxWords} 字。");

        var items = Items.Select((item, i) => item with { Received = received.Contains(i), Words = !received.Contains(i) && words.GetValueOrDefault(i).Plain() is { Length: > 0 } said ? said : null }).ToList();
        if (items.All(i => !i.Received && i.Words is null)) return new NothingNoted();
        if (items.SequenceEqual(Items) && CheckedAt is not null && items.Any(i => !i.Received)) return new SameAsBefore();
        (Items, CheckedAt, CheckedByName) = (items, now.Instant, actor.Signature);
        if (items.All(i => i.Received)) CompletedAt = now.Instant;
        return null;
    }

    /// <summary>收错了：写明理由，有关的回执都作废，所以各样都重新核对，核对了再出回执。</summary>
    public Refusal? Undo(string? reason, Actor actor, Moment now)
    {
        if (CompletedAt is null) return new PaperNotComplete();
        if (reason.Plain() is not { Length: > 0 and <= MaxWords }) return new InvalidInput("Reason", $"请写明为什么撤销，最多 {MaxWords} 字，与原记录一并留存备查。");
        (Items, CompletedAt, CheckedAt, CheckedByName) = ([.. Items.Select(i => i with { Received = false, Words = null })], null, now.Instant, actor.Signature);
        return null;
    }

    public Refusal? Remind(Moment now)
    {
        if (CompletedAt is not null) return new PaperComplete();
        if (!MayRemind(now)) return new RemindedToday();
        RemindedAt = now.Instant;
        return null;
    }
}

/// <summary>回执上的一行。</summary>
public sealed record PaperReceiptLine(string Number, string Name, string Items, string Missing);

/// <summary>纸质材料的回执：一次收件一张，编号同一端口同一年度连续；撤销的留着，写明为什么。</summary>
public sealed class PaperReceipt : ITenantOwned
{
    private PaperReceipt() { }

    public PaperReceipt(int year, int no, OfficeId receiver, string receiverName, OfficeId employer, string from, IReadOnlyList<FilingId> filings, IReadOnlyList<PaperReceiptLine> lines, Actor actor, Moment now) =>
        (Year, No, ReceiverId, Receiver, EmployerId, From, Filings, Lines, IssuedByName, IssuedAt) = (year, no, receiver, receiverName, employer, from, filings, lines, actor.Signature, now.Instant);

    public TenantId TenantId { get; set; }
    public int Year { get; private set; }
    public int No { get; private set; }
    public OfficeId ReceiverId { get; private set; }
    public string Receiver { get; private set; } = "";
    public OfficeId EmployerId { get; private set; }

    /// <summary>谁交的：单位，或本人。</summary>
    public string From { get; private set; } = "";

    public IReadOnlyList<FilingId> Filings { get; private set; } = [];
    public IReadOnlyList<PaperReceiptLine> Lines { get; private set; } = [];
    public string IssuedByName { get; private set; } = "";
    public DateTimeOffset IssuedAt { get; private set; }
    public DateTimeOffset? VoidedAt { get; private set; }
    public string? VoidedByName { get; private set; }
    public string? VoidReason { get; private set; }
    public uint Version { get; private set; }

    public string Number => $"收材-{Year}-{No:000000}";

    public void Void(string reason, Actor actor, Moment now) => (VoidedAt, VoidedByName, VoidReason) = (now.Instant, actor.Signature, reason);
}

public sealed record PaperComplete() : Refusal("纸质材料已经收齐。收错了的，请写明理由撤销后再改。");
public sealed record PaperNotComplete() : Refusal("纸质材料还没有收齐，不用撤销，直接改就可以。");
public sealed record NothingNoted() : Refusal("一样也没有勾选，也没有写怎么回事，没有可记的。收到哪样勾哪样；不合要求、退回去的，写明怎么回事。");
public sealed record SameAsBefore() : Refusal("与上次核对的一样，没有变化。");
