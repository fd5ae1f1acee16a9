using TitleReview.Domain.Titles;

namespace TitleReview.Domain.Committees;

/// <summary>在库、暂停（有理由，可以恢复）、出库（不再恢复）。</summary>
public enum ExpertStatus { InPool, Suspended, Removed }

/// <summary>登记一位专家时填写的内容。</summary>
/// <param name="FormerEmployers">从前工作过的单位，回避时也看。</param>
public sealed record ExpertFacts(
    string Name, string TitleName, Grade Grade, string Series, string Specialty, string Employer, IReadOnlyList<string> FormerEmployers, string Phone, string? Mail, DateOnly TermFrom, DateOnly TermTo)
{
    public const int MostFormerEmployers = 10;

    /// <param name="termYears">聘期最多几年，计划与端口的约定。</param>
    public Refusal? WhyNot(int termYears)
    {
        List<FieldError> errors = [];
        void Check(string field, string? wrong) { if (wrong is not null) errors.Add(new(field, wrong)); }
        Check(nameof(Name), Validation.PersonName(Name));
        Check(nameof(TitleName), Validation.Filled("现任职称", 60)(TitleName));
        Check(nameof(Grade), Enum.IsDefined(Grade) ? null : "请选择级别。");
        Check(nameof(Series), Validation.Filled("系列", 40)(Series));
        Check(nameof(Specialty), Validation.Filled("专业", 40)(Specialty));
        Check(nameof(Employer), Validation.Filled("工作单位", 100)(Employer));
        Check(nameof(FormerEmployers), FormerEmployers.Count > MostFormerEmployers || FormerEmployers.Any(e => e.Length > 100) ? $"从前的单位一行一个，最多 {MostFormerEmployers} 个，每个最多 100 字。" : null);
        Check(nameof(Phone), Validation.Phone(Phone));
        Check(nameof(TermTo), WhyNotTerm(termYears));
        return errors.Count == 0 ? null : new InvalidInput(errors);
    }

    private string? WhyNotTerm(int termYears) =>
        TermTo < TermFrom ? "聘期的结束早于开始，请核对。"
        : TermTo >= TermFrom.AddYears(termYears) ? $"聘期最多 {termYears} 年：从{TermFrom.Print()}起，最晚到{TermFrom.AddYears(termYears).AddDays(-1).Print()}。期满再聘的，到时改写新的聘期。" : null;
}

/// <summary>专家库里的一位专家（KZ-17）：按专业入库，有聘期。编号随机，抽取的记录里只用编号。</summary>
public sealed class Expert : ITenantOwned
{
    private static readonly RandomCode Codes = new(Groups: 2, Size: 4);

    private Expert() { }

    public Expert(ExpertId id, ExpertFacts facts, OfficeId office, Moment now)
    {
        (Id, Code, OfficeId, RegisteredAt) = (id, Codes.New(), office, now.Instant);
        Keep(facts);
    }

    public TenantId TenantId { get; set; }
    public ExpertId Id { get; private set; }

    /// <summary>随机的编号，如 K7M4-Q2XD。</summary>
    public string Code { get; private set; } = "";

    public string Name { get; private set; } = "";
    public string TitleName { get; private set; } = "";
    public Grade Grade { get; private set; }
    public string Series { get; private set; } = "";
    public string Specialty { get; private set; } = "";
    public string Employer { get; private set; } = "";
    public IReadOnlyList<string> FormerEmployers { get; private set; } = [];
    public string Phone { get; private set; } = "";
    public string? Mail { get; private set; }
    public DateOnly TermFrom { get; private set; }
    public DateOnly TermTo { get; private set; }
    public ExpertStatus Status { get; private set; }
    public string? StatusReason { get; private set; }

    /// <summary>评审办事机构：专家名单不公开，只有它看得到。</summary>
    public OfficeId OfficeId { get; private set; }

    public DateTimeOffset RegisteredAt { get; private set; }

    /// <summary>登录用的账号；还没有开的为空。</summary>
    public UserId? UserId { get; private set; }

    public uint Version { get; private set; }

    /// <summary>在库而且在聘期。</summary>
    public bool Serves(DateOnly day) => Status == ExpertStatus.InPool && TermFrom <= day && day <= TermTo;

    public ExpertFacts Facts => new(Name, TitleName, Grade, Series, Specialty, Employer, FormerEmployers, Phone, Mail, TermFrom, TermTo);

    public Refusal? Change(ExpertFacts facts, int termYears)
    {
        if (Status == ExpertStatus.Removed) return new ExpertGone(Name);
        if (facts.WhyNot(termYears) is { } refusal) return refusal;

        Keep(facts);
        return null;
    }

    public Refusal? Suspend(string? reason) => Move(ExpertStatus.Suspended, reason);

    public Refusal? Remove(string? reason) => Move(ExpertStatus.Removed, reason);

    public Refusal? Restore()
    {
        if (Status != ExpertStatus.Suspended) return new ExpertNotSuspended(Name);

        (Status, StatusReason) = (ExpertStatus.InPool, null);
        return null;
    }

    public void SignsInAs(UserId user) => UserId = user;

    private Refusal? Move(ExpertStatus to, string? reason)
    {
        if (Status == ExpertStatus.Removed) return new ExpertGone(Name);
        if (Validation.Filled("理由", 200)(reason.Plain()) is { } missing) return new InvalidInput("Reason", missing);

        (Status, StatusReason) = (to, reason.Plain());
        return null;
    }

    private void Keep(ExpertFacts facts) =>
        (Name, TitleName, Grade, Series, Specialty, Employer, FormerEmployers, Phone, Mail, TermFrom, TermTo) =
        (facts.Name, facts.TitleName, facts.Grade, facts.Series, facts.Specialty, facts.Employer, facts.FormerEmployers, facts.Phone, facts.Mail, facts.TermFrom, facts.TermTo);
}

public sealed record ExpertGone(string Name) : Refusal($"{Name}已经出库，不能再改。要再聘的，请重新登记。");
public sealed record ExpertNotSuspended(string Name) : Refusal($"{Name}没有暂停，不用恢复。");
public sealed record ExpertThere(string Name, string Employer) : Refusal($"专家库里已经有{Employer}的{Name}。是同一位的，请打开他那一条修改；同名的另一位，请在单位后面用括号注明部门。");
