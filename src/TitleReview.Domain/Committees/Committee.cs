using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;

namespace TitleReview.Domain.Committees;

/// <summary>设立、改动评委会时填写的内容。</summary>
/// <param name="RecordNumber">核准备案号。</param>
/// <param name="Specialties">管哪几个专业；空为整个系列。不得跨系列。</param>
public sealed record CommitteeFacts(string Name, string RecordNumber, DateOnly ValidFrom, DateOnly ValidTo, string Series, IReadOnlyList<string> Specialties, IReadOnlyList<Grade> Grades)
{
    public Refusal? WhyNot(int validYears)
    {
        List<FieldError> errors = [];
        void Check(string field, string? wrong) { if (wrong is not null) errors.Add(new(field, wrong)); }
        Check(nameof(Name), Validation.Filled("评委会名称", 100)(Name));
        Check(nameof(RecordNumber), Validation.Filled("核准备案号", 60)(RecordNumber));
        Check(nameof(Series), Validation.Filled("系列", 40)(Series));
        Check(nameof(Grades), Grades.Count == 0 || !Grades.All(Enum.IsDefined) ? "请至少选一个评审的级别。" : null);
        Check(nameof(ValidTo), ValidTo < ValidFrom ? "有效期的结束早于开始，请核对。"
            : ValidTo >= ValidFrom.AddYears(validYears) ? $"核准备案最多 {validYears} 年：从{ValidFrom.Print()}起，最晚到{ValidFrom.AddYears(validYears).AddDays(-1).Print()}。期满须重新备案。" : null);
        return errors.Count == 0 ? null : new InvalidInput(errors);
    }
}

/// <summary>评委会（人社部令第40号）：一个系列或其中几个专业，有备案号与有效期；委员从专家库里抽。</summary>
public sealed class Committee : ITenantOwned
{
    private Committee() { }

    public Committee(CommitteeId id, CommitteeFacts facts, OfficeId office, Actor by, Moment now)
    {
        (Id, OfficeId, MadeBy, MadeAt) = (id, office, by.Signature, now.Instant);
        Keep(facts);
    }

    public TenantId TenantId { get; set; }
    public CommitteeId Id { get; private set; }

    /// <summary>评审办事机构。</summary>
    public OfficeId OfficeId { get; private set; }

    public string Name { get; private set; } = "";
    public string RecordNumber { get; private set; } = "";
    public DateOnly ValidFrom { get; private set; }
    public DateOnly ValidTo { get; private set; }
    public string Series { get; private set; } = "";
    public IReadOnlyList<string> Specialties { get; private set; } = [];
    public IReadOnlyList<Grade> Grades { get; private set; } = [];
    public string MadeBy { get; private set; } = "";
    public DateTimeOffset MadeAt { get; private set; }
    public uint Version { get; private set; }

    public CommitteeFacts Facts => new(Name, RecordNumber, ValidFrom, ValidTo, Series, Specialties, Grades);

    /// <summary>按系列组建，管整个系列。</summary>
    public bool BySeries => Specialties.Count == 0;

    public bool IsValid(DateOnly day) => ValidFrom <= day && day <= ValidTo;

    /// <summary>这份申报归它评。</summary>
    public bool Covers(TitleChoice choice) => choice.Series == Series && Grades.Contains(choice.Grade) && Has(choice.Specialty);

    /// <summary>这位专家能当它的委员：专业在内，自己的级别不低于要评的（人社部令第40号）。</summary>
    public bool Takes(Expert expert) => expert.Series == Series && Has(expert.Specialty) && expert.Grade >= Grades.Max();

    public bool Has(string specialty) => BySeries || Specialties.Contains(specialty);

    public void Keep(CommitteeFacts facts) =>
        (Name, RecordNumber, ValidFrom, ValidTo, Series, Specialties, Grades) = (facts.Name, facts.RecordNumber, facts.ValidFrom, facts.ValidTo, facts.Series, facts.Specialties, facts.Grades);

    /// <summary>委员最少几人：计划与端口的约定，按级别、按系列还是专业。</summary>
    public int Least(CommitteeTerms terms) => terms.LeastMembers(Grades, BySeries);
}

public sealed record CommitteeNotValid(string Name, DateOnly From, DateOnly To) : Refusal($"{Name}的核准备案从{From.Print()}到{To.Print()}有效，今天不在其内，不能抽取专家。请先重新备案，改好有效期。");
