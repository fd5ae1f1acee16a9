using System.Runtime.InteropServices;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>读通知所得：逐条的建议，与通知里互相矛盾、没有写明的地方。只是建议，由经办人逐条采用。</summary>
public sealed record NoticeReading(IReadOnlyList<Proposal> Proposals, IReadOnlyList<Contradiction> Contradictions);

/// <summary>一条建议：通知的一句话，对应计划里的一个值。</summary>
/// <param name="Path">写到计划的哪里，如 <c>window</c>、<c>milestones[]</c>（另加一行）、<c>catalogue[工程系列].window</c>。</param>
/// <param name="Value">写什么，JSON 文本。</param>
/// <param name="Shown">同一个值，用中文说给经办人。</param>
/// <param name="Source">出处在粘贴的文字里的起止。</param>
/// <param name="Sentence">出处原句，即 <paramref name="Source"/> 所指的那一段，一字不改。</param>
/// <param name="ClauseKey">规则出处的键，见 <see cref="PlanTerms.Clauses"/>。</param>
public sealed record Proposal(ProposalKind Kind, string Path, string Value, string Shown, TextSpan Source, string Sentence, string ClauseKey);

[StructLayout(LayoutKind.Auto)]
public readonly record struct TextSpan(int Start, int Length)
{
    public int End => Start + Length;
}

/// <summary>通知里两处不一致，或留给人定的一处。</summary>
/// <param name="What">是什么不一致。</param>
/// <param name="Between">牵涉的建议。</param>
/// <param name="Advice">请经办人定什么。</param>
public sealed record Contradiction(string Key, string What, IReadOnlyList<Proposal> Between, string Advice);

public enum ProposalKind
{
    Heading, Window, Milestone, SubmissionLimit, FixTime, Fee, Title, Material, RosterColumn, NoticeDays, Penalty, Training, Appraisal,
    Masking, Opinion, Summary, Contact, Files, Print, SkilledTrades, Language, Barred, Defence, TitleEvidence, Pool,
}
