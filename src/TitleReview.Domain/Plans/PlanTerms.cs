using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Titles;

namespace TitleReview.Domain.Plans;

/// <summary>
/// 评审计划的全部约定：通知里的每个数字、日期、措辞都在这里，一条也不在代码里。
/// 存为一份 JSON；发布后不改，改则另立一版。
/// </summary>
public sealed record PlanTerms
{
    public required string Title { get; init; }
    public required int Year { get; init; }
    public required string Organiser { get; init; }
    public required string NoticeNumber { get; init; }

    /// <summary>总申报期；专业没有自己的时间段时用它（1.8 第 2 条）。</summary>
    public required FilingWindow Window { get; init; }

    public required IReadOnlyList<ChannelTerms> Channels { get; init; }
    public required IReadOnlyList<SeriesTerms> Catalogue { get; init; }

    /// <summary>“以考代评”的专业，不开放申报（TC-01）。</summary>
    public IReadOnlyList<string> ExamOnlySpecialties { get; init; } = [];

    public required ApprovalChain Chain { get; init; }
    public required SubmissionTerms Submission { get; init; }
    public required FixTerms Fix { get; init; }
    public required NoticeTerms Notice { get; init; }
    public required IReadOnlyList<ModuleTerms> Modules { get; init; }
    public required IReadOnlyList<SlotTerms> Slots { get; init; }
    public required FileTerms Files { get; init; }
    public required SummaryTerms Summary { get; init; }
    public required TrainingTerms Training { get; init; }
    public required AppraisalTerms Appraisal { get; init; }
    public required SkilledTradesTerms SkilledTrades { get; init; }
    public required EligibilityTerms Eligibility { get; init; }
    public required MaskingTerms Masking { get; init; }
    public required PledgeTerms Pledge { get; init; }
    public required PrintTerms Print { get; init; }
    public required RosterTerms Roster { get; init; }
    public required IReadOnlyList<FeeTerms> Fees { get; init; }
    public required IReadOnlyList<OpinionPreset> Opinions { get; init; }
    public IReadOnlyList<Milestone> Milestones { get; init; } = [];
    public required ContactTerms Contacts { get; init; }

    /// <summary>规则出处：规则的键 → 条目编号与通知原句。查不到的键说明这份通知没有这条规则。</summary>
    public required IReadOnlyDictionary<string, NoticeClause> Clauses { get; init; }

    public NoticeClause? Clause(string key) => Clauses.GetValueOrDefault(key);

    /// <summary>这个渠道、系列、专业实际适用的申报期。</summary>
    public FilingWindow WindowFor(TitleChoice choice) => Specialty(choice)?.Window ?? Series(choice)?.Window ?? Window;

    public ChannelTerms? Channel(string key) => Channels.FirstOrDefault(c => c.Key == key);

    /// <summary>计划选用的模块，连同它另加的栏目。</summary>
    public FormModule? Module(string key)
    {
        if (Modules.FirstOrDefault(m => m.Key == key) is not { } terms || FormCatalogue.Module(key) is not { } module) return null;
        return terms.ExtraFields is { Count: > 0 } extra ? module with { Fields = [.. module.Fields, .. extra] } : module;
    }

    public SeriesTerms? Series(TitleChoice choice) => Catalogue.FirstOrDefault(s => s.Name == choice.Series);

    public SpecialtyTerms? Specialty(TitleChoice choice) => Series(choice)?.Specialties.FirstOrDefault(s => s.Name == choice.Specialty);

    /// <summary>拟晋升的职务名称，如“工程师”；目录没有给名称时用系列加级别。</summary>
    public string TitleName(TitleChoice choice) =>
        Series(choice)?.TitleNames.GetValueOrDefault(choice.Grade) ?? $"{choice.Series}{choice.Grade.Label()}";

    /// <summary>选的这一项是否在目录里、对这类单位开放。</summary>
    public Refusal? WhyNotChoose(TitleChoice choice, EmployerKind employerKind)
    {
        if (!Enum.IsDefined(choice.Path)) return new NotOffered();
        if (ExamOnlySpecialties.Contains(choice.Specialty)) return new ExamOnly(choice.Specialty);
        if (Channel(choice.Channel) is not { } channel || Specialty(choice) is not { } specialty) return new NotOffered();
        if (channel.EmployerKinds.Count > 0 && !channel.EmployerKinds.Contains(employerKind)) return new ChannelNotForEmployer(channel.Name);
        if (!channel.Offers(choice) || !channel.Tracks.Contains(choice.Track)) return new NotOffered();
        if (specialty.Grades.Count > 0 && !specialty.Grades.Contains(choice.Grade) && channel.Grades.Count == 0) return new NotOffered();
        return choice.Path == FilingPath.SkilledTrades && !SkilledTrades.Series.Contains(choice.Series) ? new SkilledTradesNotForSeries(choice.Series) : null;
    }
}

/// <summary>申报期：起止两个瞬间。通知只给日期的，止于当日结束。</summary>
public sealed record FilingWindow(DateTimeOffset Opens, DateTimeOffset Closes)
{
    public bool Contains(DateTimeOffset instant) => Opens <= instant && instant < Closes;

    public FilingWindow Shift(TimeSpan by) => new(Opens + by, Closes + by);
}

/// <summary>渠道：地区中初级评审、定向评价、推荐上级、民营专项等。</summary>
/// <param name="Series">开放的系列，空为目录中全部。</param>
/// <param name="Specialties">开放的专业，空为系列中全部。</param>
/// <param name="Grades">开放的级别，空为由目录逐专业给定。</param>
/// <param name="EmployerKinds">限定的单位性质，空为不限。</param>
/// <param name="Outbound">为真则初审后报上级评审，不在本端口评审。</param>
public sealed record ChannelTerms(
    string Key, string Name, string Description, IReadOnlyList<string> Series, IReadOnlyList<string> Specialties,
    IReadOnlyList<Grade> Grades, IReadOnlyList<TitleTrack> Tracks, IReadOnlyList<EmployerKind> EmployerKinds, bool Outbound)
{
    public bool Offers(TitleChoice choice) =>
        (Series.Count == 0 || Series.Contains(choice.Series))
        && (Specialties.Count == 0 || Specialties.Contains(choice.Specialty))
        && (Grades.Count == 0 || Grades.Contains(choice.Grade));
}

public sealed record SeriesTerms(string Name, IReadOnlyDictionary<Grade, string> TitleNames, IReadOnlyList<SpecialtyTerms> Specialties, FilingWindow? Window = null);

public sealed record SpecialtyTerms(string Name, IReadOnlyList<Grade> Grades, FilingWindow? Window = null);

/// <summary>提交次数在哪里计：提交时，或到达评委会时（1.8 第 5 条）。</summary>
public enum CountingPoint { AtSubmit, AtCommittee }

public sealed record SubmissionTerms(int Limit, CountingPoint CountedAt);

/// <summary>补正期的计法；<see cref="WindowEnd"/> 为直到申报期结束。</summary>
public enum FixUnit { WindowEnd, Hours, CalendarDays, WorkingDays }

/// <param name="MayPassWindowEnd">补正期可否越过申报期的结束（1.8 第 6 条）。</param>
/// <param name="LapsesAsNotAccepted">逾期记“不予受理”，否则记“视为放弃”。</param>
public sealed record FixTerms(FixUnit Unit, int Amount, bool MayPassWindowEnd, bool LapsesAsNotAccepted);

/// <param name="WorkingDays">公示的工作日数，是下限。</param>
/// <param name="PosterText">公示正文模板，花括号内为填入项。</param>
/// <param name="ResultText">公示结果模板。</param>
public sealed record NoticeTerms(int WorkingDays, string PosterText, string ResultText);

/// <param name="Key">模块的键，见 <see cref="FormCatalogue"/>。</param>
/// <param name="MinRows">最少几行；0 表示可以填“无”。</param>
public sealed record ModuleTerms(string Key, int MinRows, string? Hint = null, IReadOnlyList<FormField>? ExtraFields = null);

/// <summary>材料栏目。</summary>
/// <param name="Module">属于哪个填报模块。</param>
/// <param name="PerRow">为真则该模块每一行各传一份。</param>
/// <param name="Required">必传；条件不成立时不要求。</param>
/// <param name="AnyOf">同组任传一种即可（如学信网查询结果或毕业生登记表）。</param>
/// <param name="When">只在这个条件下要求。</param>
/// <param name="Clause">规则出处的键。</param>
/// <param name="ManualCheck">机器查不了、须人工核对的要求，一句话。</param>
public sealed record SlotTerms(
    string Key, string Title, string Module, bool PerRow, bool Required, int MaxFiles, string? AnyOf = null,
    SlotCondition? When = null, string? Clause = null, string? Hint = null, string? ManualCheck = null);

/// <summary>栏目的条件：单位性质，或某行某栏取某值。两者都给则都要成立。</summary>
public sealed record SlotCondition(IReadOnlyList<EmployerKind>? EmployerKinds = null, string? Field = null, IReadOnlyList<string>? Values = null);

/// <param name="Kinds">允许的文件种类：jpg、png、pdf。</param>
/// <param name="MaxBytes">单个文件的最大字节数。</param>
/// <param name="MinPixels">图片短边的最少像素。</param>
public sealed record FileTerms(IReadOnlyList<string> Kinds, long MaxBytes, int MinPixels);

/// <summary>业务工作总结：最少字数，是否禁出现本人姓名与单位（TC-26）。</summary>
public sealed record SummaryTerms(int MinLength, bool ForbidOwnNames);

/// <summary>继续教育：公需科目每年应达课时与年份范围，专业科目自某年起。空为通知没有规定。</summary>
/// <param name="GeneralSinceTitle">公需科目按任职年限逐年要求。</param>
/// <param name="SpecialistSince">专业科目自这一年度起逐年要求。</param>
public sealed record TrainingTerms(bool GeneralSinceTitle, int? GeneralHours, int? SpecialistSince, int? SpecialistHours);

/// <summary>年度考核：要求最近几年；空为按评审条件的晋级年限，由审核人核对。</summary>
public sealed record AppraisalTerms(int? RecentYears);

/// <summary>高技能人才贯通：职业技能等级 → 须从事技术技能工作的年数与可申报的级别（TC-04）。</summary>
public sealed record SkilledTradesTerms(IReadOnlyList<string> Series, IReadOnlyList<SkilledTradesStep> Steps, int AppraisalYears);

public sealed record SkilledTradesStep(string SkillLevel, int Years, Grade Grade);

/// <summary>谁不得申报，以及学历的同等对待（TC-02、TC-03、TC-05）。</summary>
public sealed record EligibilityTerms(
    IReadOnlyList<string> BarredIdentities, int RetirementAgeMale, int RetirementAgeFemale, IReadOnlyDictionary<string, string> EducationEquivalence);

/// <summary>盲评要遮盖的项目（TC-21）。</summary>
public sealed record MaskingTerms(IReadOnlyList<string> Items);

/// <param name="Text">承诺书正文；其中年数取自 <paramref name="PenaltyYears"/>。</param>
public sealed record PledgeTerms(string Text, int PenaltyYears, bool HandCopied);

public enum PrintGate { FormalityPassed, ReceivedByCommittee }

public sealed record PrintTerms(PrintGate Gate, int Copies, bool DoubleSided, bool Watermark);

public sealed record RosterTerms(string Title, IReadOnlyList<string> Columns);

public sealed record FeeTerms(Grade Grade, int Yuan, string Basis);

/// <summary>意见的固定措辞：哪一级用，原句一字不改。</summary>
public sealed record OpinionPreset(OfficeKind Stop, string Text, bool IsDefault);

public sealed record Milestone(string Name, DateOnly From, DateOnly To);

public sealed record ContactTerms(IReadOnlyList<string> Lines);

/// <summary>规则出处：条目编号与通知原句。</summary>
public sealed record NoticeClause(string RuleId, string Sentence);

public sealed record ExamOnly(string Specialty) : Refusal($"“{Specialty}”专业国家实行以考代评，不在本计划申报。");
public sealed record NotOffered() : Refusal("本计划没有开放这一项，请在列出的渠道、系列、专业和级别中选择。");
public sealed record ChannelNotForEmployer(string Channel) : Refusal($"“{Channel}”不对您单位的性质开放，请另选渠道。");
public sealed record SkilledTradesNotForSeries(string Series) : Refusal($"“{Series}”没有实行高技能人才与专业技术人才贯通，请选择正常申报。");
