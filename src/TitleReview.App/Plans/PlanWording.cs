using System.Globalization;
using System.Text.Json.Nodes;
using TitleReview.App.Plans.Documents;
using TitleReview.Domain;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;

namespace TitleReview.App.Plans;

/// <summary>计划文件里的值说成人话：选项用叫法，时刻用北京时间，列表用顿号。</summary>
public static class PlanWording
{
    /// <returns>没有值为 null。</returns>
    public static string? Say(JsonNode? node, PlanShape shape) => (node, shape.Kind) switch
    {
        (null, _) => null,
        (_, ShapeKind.YesNo) => (bool)node ? "是" : "否",
        (_, ShapeKind.Choice) => Choice(shape.Type, node.ToString()),
        (_, ShapeKind.Day) => DateOnly.ParseExact(node.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture).Print(),
        (_, ShapeKind.Clock) => $"{PlanFile.Clock(node.ToString()):HH:mm}",
        (_, ShapeKind.Instant) when shape.Name == "opens" => DateTimeOffset.Parse(node.ToString(), CultureInfo.InvariantCulture).PrintStart(),
        (_, ShapeKind.Instant) => DateTimeOffset.Parse(node.ToString(), CultureInfo.InvariantCulture).Print(),
        (_, ShapeKind.Text) when shape.Called?.From == "modules" => FormCatalogue.Module(node.ToString())?.Title ?? node.ToString(),
        (_, ShapeKind.Integer) when shape.Name == "maxBytes" => ((long)node).PrintBytes(),
        (JsonArray list, ShapeKind.List) => list.Count == 0 ? "（没有）" : string.Join("、", list.Select(item => Name(item, shape.Item!) is { Length: > 0 } name ? name : "空着")),
        (JsonObject map, ShapeKind.Map) => string.Join("、", map.Select(p => $"{Key(shape, p.Key)}：{(shape.Item!.IsScalar ? Say(p.Value, shape.Item) : "…")}")),
        (JsonObject o, ShapeKind.Object) => string.Join("；", shape.Members.Where(m => o[m.Name] is not null && !(m.Kind == ShapeKind.YesNo && !(bool)o[m.Name]!)).Select(m => m.Kind == ShapeKind.YesNo ? m.Label : $"{m.Label}：{Say(o[m.Name], m)}")),
        _ => node.ToString(),
    };

    /// <summary>列表里的一项叫什么。</summary>
    public static string? Name(JsonNode? item, PlanShape shape) =>
        shape.Member("key") is { Called.From: "modules" } key ? Say(item?["key"], key) : PlanPath.NameOf(item) ?? Say(item, shape);

    private static string Key(PlanShape map, string key) => map.KeyChoices is null ? key : Choice(map.Type.GetGenericArguments()[0], key);

    /// <summary>一个选项的叫法。</summary>
    public static string Choice(Type type, string name)
    {
        var value = Enum.Parse(type, name);
        return value switch
        {
            Grade grade => grade.Label(),
            TitleTrack track => track.Label(),
            FilingPath path => path.Label(),
            EmployerKind kind => kind.Label(),
            OfficeKind kind => kind.Label(),
            TieKind kind => kind.Label(),
            MaskKind kind => kind.Label(),
            ScanFault fault => fault.Label(),
            ResidualRule rule => rule == ResidualRule.Warn ? "提醒核对" : "逐字相同的不许提交",
            DeadlineMeaning meaning => meaning == DeadlineMeaning.Submitted ? "本人提交即可" : "截止前要报到评委会",
            CountingPoint point => point == CountingPoint.AtSubmit ? "本人提交时" : "到达评委会时",
            PassDemand demand => demand switch { PassDemand.Nothing => "不强求", PassDemand.Checklist => "本级的核对清单", _ => "每一处" },
            FixUnit unit => unit switch { FixUnit.WindowEnd => "到申报期结束", FixUnit.Hours => "小时", FixUnit.CalendarDays => "自然日", _ => "工作日" },
            PrintGate gate => gate switch { PrintGate.FormalityPassed => "形式审核通过之后", PrintGate.ReceivedByCommittee => "评委会接收材料之后", _ => "不要求评审表" },
            PaperMode mode => mode switch { PaperMode.None => "不收纸质", PaperMode.HandIn => "审核通过后报送", PaperMode.BeforeMeeting => "评审会前统一收取", _ => "答辩现场提交" },
            LetterForm form => form switch { LetterForm.Letter => "一段正文加落款", LetterForm.TrainingExemption => "免除继续教育学习申请表", _ => "材料清单" },
            PaperBearer bearer => bearer == PaperBearer.Employer ? "单位统一报送" : "本人",
            FeePayer payer => payer == FeePayer.Applicant ? "申报人" : "单位",
            FeeGate gate => gate switch { FeeGate.Paper => "接收纸质材料", FeeGate.Review => "送评审", _ => "不限" },
            DefenceMode mode => mode switch { DefenceMode.Onsite => "现场", DefenceMode.Video => "视频", _ => "现场或视频" },
            ExemptionKind kind => kind switch { ExemptionKind.Duty => "担任的任务", ExemptionKind.Place => "工作的地方", _ => "单位的层级" },
            TrainingSubject subject => subject == TrainingSubject.General ? "公需科目" : "专业科目",
            CriterionKind kind => kind switch { CriterionKind.Seniority => "学历与任职年限", CriterionKind.Service => "专项服务年限", CriterionKind.Appraisals => "连续考核等次", CriterionKind.Amount => "数额", _ => "取值" },
            MilestoneKind kind => kind switch { MilestoneKind.Approval => "审核", MilestoneKind.Payment => "缴费", MilestoneKind.Paper => "报送纸质材料", MilestoneKind.Defence => "答辩", MilestoneKind.Meeting => "评审会", MilestoneKind.Results => "结果公示", MilestoneKind.Issue => "发文发证", _ => "其他" },
            ObtainedFrom from => from == ObtainedFrom.Vote ? "表决那一天" : "人社部门确认那一天",
            FieldKind kind => kind switch { FieldKind.Text => "文字", FieldKind.LongText => "长文字", FieldKind.Date => "日期", FieldKind.Month => "年月", FieldKind.Year => "年度", FieldKind.Number => "数字", _ => "选择" },
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        };
    }
}
