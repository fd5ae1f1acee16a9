using TitleReview.Domain.Organizations;

namespace TitleReview.Domain.Approvals;

/// <summary>审批链：计划里定的各级审核。一级一行，多一级少一级都只是数据。</summary>
public sealed record ApprovalChain(IReadOnlyList<ChainStep> Steps)
{
    public Refusal? WhyNot()
    {
        if (Steps.Count == 0) return new ChainInvalid("审批链不能为空。");
        if (Steps.Select(s => s.Kind).Distinct().Count() != Steps.Count) return new ChainInvalid("审批链里同一类机构只能出现一次。");
        return Steps[^1].IsFormalityCheck && Steps.Count(s => s.IsFormalityCheck) == 1 ? null : new ChainInvalid("审批链的最后一级、且只有最后一级是形式审核。");
    }

    /// <summary>
    /// 一个单位沿呈报线实际要经过的站点。地直单位之上没有县（市）人社局，那一级自然没有（TC-14、TC-15）。
    /// </summary>
    /// <param name="line">从用人单位起、逐级向上的呈报线。</param>
    public IReadOnlyList<Stop> StopsFor(IReadOnlyList<Office> line) =>
        [.. from step in Steps
            let office = line.FirstOrDefault(o => o.Kind == step.Kind)
            where office is not null
            select new Stop(office.Id, office.Name, step)];
}

/// <param name="Name">这一级的叫法，如“县（市）人社局审核”。</param>
/// <param name="Focus">审核重点，页面上提示审核人。</param>
/// <param name="NeedsNotice">通过之前，单位公示必须已满期且无未了结的异议。</param>
/// <param name="MayDecline">可否作出不予受理。</param>
/// <param name="IsFormalityCheck">末级：通过即“形式审核通过”。</param>
/// <param name="ChecksOriginals">由这一级核对原件（TC-36）。</param>
public sealed record ChainStep(OfficeKind Kind, string Name, string Focus, bool NeedsNotice, bool MayDecline, bool IsFormalityCheck, bool ChecksOriginals);

/// <summary>站点：首次提交时定下，以后改配置、改机构都不动在途的申报。</summary>
public sealed record Stop(OfficeId OfficeId, string OfficeName, ChainStep Step);

/// <summary>补正事项：退回时一次告知，一处一条。</summary>
/// <param name="Place">在哪里：模块/行/栏目或材料栏目，页面据此跳转。</param>
/// <param name="PlaceName">给人看的名称。</param>
/// <param name="Sentence">哪里不符合、怎么改。</param>
public sealed record Correction(FormPlace Place, string PlaceName, string Sentence);

/// <summary>表中的一处：模块，可再指到行、栏或材料栏目。</summary>
public sealed record FormPlace(string Module, Guid? Row = null, string? Field = null, string? Slot = null);

public sealed record ChainInvalid(string What) : Refusal(What);
