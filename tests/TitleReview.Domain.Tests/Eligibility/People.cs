using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;
using static TitleReview.Domain.Filings.Forms.FormCatalogue;

namespace TitleReview.Domain.Tests.Eligibility;

/// <summary>Invented people: what is different about them, the rule it is about, what the answer must be, and a part of a line that says why.</summary>
internal sealed record Somebody(string Name, string Rule, Action<Facts> Is, string Answer, string Because = "")
{
    private const string May = "可申报。", Lacking = "还缺材料，尚不能判断。", Never = "不得申报。";
    private const string Silent = "按本计划写明的条件，没有不合；学历、资历年限本计划没有写，以评审条件和审核结果为准。";

    public static readonly IReadOnlyList<Somebody> All =
    [
        new("一切都合", "N3", _ => { }, May),
        new("企业在职", "TC-01", f => f.Basic("identity", "企业在职人员"), May),
        new("没开放的级别", "TC-06", f => f.Choice = f.Choice with { Grade = Grade.Senior }, Never, "没有开放"),
        new("以考代评", "TC-01", f => { f.Terms = f.Terms with { ExamOnlySpecialties = ["会计"] }; f.Choice = f.Choice with { Specialty = "会计" }; }, Never, "以考代评"),
        new("渠道不对单位开放", "AK-01", f => f.Terms = f.Terms with { Channels = [f.Terms.Channels[0] with { EmployerKinds = [EmployerKind.PrivateEnterprise] }] }, Never, "不对您单位的性质开放"),

        new("公务员", "TC-03", f => f.Basic("identity", "公务员"), Never, "公务员"),
        new("参公", "BZ-02", f => f.Basic("identity", "参照公务员法管理人员"), Never, "参照公务员法"),
        new("离退休", "TC-02", f => f.Basic("identity", "离退休人员"), Never, "离退休人员"),
        new("没填身份", "TC-03", f => f.Basic("identity", ""), Lacking, "人员身份"),
        new("女，刚到五十五", "AK-02", f => f.Id = "654201196809180028", Lacking, "已满 55 周岁"),
        new("女，差一天五十五", "AK-02", f => f.Id = "654201196809190021", May, "2023年9月才到"),
        new("女，刚到五十五，通知写明到龄不在范围", "AK-02", f => { AtAge(f); f.Id = "654201196809180028"; }, Never, "达到法定退休年龄的不得申报"),
        new("女，差一天五十五，通知写明到龄不在范围", "AK-02", f => { AtAge(f); f.Id = "654201196809190021"; }, May, "2023年9月才到"),
        new("刚到五十五，通知没有写到龄的，只请核实", "TC-02", f => f.Id = "654201196809180028", Lacking, "请单位核实是否仍在职"),
        new("男，五十五", "AK-02", f => f.Id = "654201196809180011", May, "2029年9月"),
        new("公务员又到龄", "TC-03", f => { f.Id = "654201196809180028"; f.Basic("identity", "公务员"); }, Never),

        new("记过，明年期满", "AK-02", f => f.Basic("sanction", "记过").Basic("sanctionUntil", "2024-05-01"), "最早 2024 年可申报。", "2024年5月1日"),
        new("记过，今年底期满，赶不上", "KZ-03", f => f.Basic("sanction", "记过").Basic("sanctionUntil", "2023-11-30"), "最早 2024 年可申报。"),
        new("记过，期满已久", "KZ-03", f => f.Basic("sanction", "记过").Basic("sanctionUntil", "2022-05-01"), May, "期满"),
        new("撤职，没填期满", "AK-02", f => f.Basic("sanction", "撤职"), Never, "处分期满的时间"),
        new("警告不在禁止之列", "AK-02", f => f.Basic("sanction", "警告").Basic("sanctionUntil", "2024-05-01"), May),
        new("没填有无处分", "AK-02", f => f.Basic("sanction", ""), Lacking, "有无处分"),

        new("本科，助理级恰满四年", "BZ-02", f => f.No(Qualification).Held("助理级", "2019-12-31"), May, "满 4 年"),
        new("本科，助理级三年", "BZ-02", f => f.No(Qualification).Held("助理级", "2020-01-01"), "最早 2024 年可申报。", "只有 3 年"),
        new("硕士，助理级两年", "BZ-02", f => f.Education("硕士研究生").No(Qualification).Held("助理级", "2021-06-01"), May, "硕士"),
        new("硕士，助理级一年", "BZ-02", f => f.Education("硕士研究生").No(Qualification).Held("助理级", "2022-06-01"), "最早 2024 年可申报。"),
        new("博士，没有资格", "BZ-02", f => f.Education("博士研究生").None(Qualification), May, "博士"),
        new("大专，助理级四年", "BZ-02", f => f.No(FormCatalogue.Education).Education("大专").No(Qualification).Held("助理级", "2019-06-01"), "最早 2024 年可申报。", "5 年"),
        new("大专，助理级五年", "BZ-02", f => f.No(FormCatalogue.Education).Education("大专"), May),
        new("中专，年限再长也不合", "BZ-02", f => f.No(FormCatalogue.Education).Education("中专").No(Qualification).Held("助理级", "2000-01-01"), Never, "现为中专"),
        new("高级工班按大专", "TC-05", f => f.No(FormCatalogue.Education).Education("高级工班"), May),
        new("预备技师班按本科", "TC-05", f => f.No(FormCatalogue.Education).Education("预备技师（技师）班").No(Qualification).Held("助理级", "2019-01-01"), May),
        new("中级工班按中专", "TC-05", f => f.No(FormCatalogue.Education).Education("中级工班"), Never, "现为中级工班"),
        new("只有员级", "BZ-02", f => f.No(Qualification).Held("员级", "2010-01-01"), Never, "须先取得助理级资格"),
        new("没有资格，填了无", "BZ-02", f => f.None(Qualification), Never, "须先取得助理级资格"),
        new("资格还没填", "BZ-02", f => f.No(Qualification), Lacking, "现任资格"),
        new("学历还没填", "BZ-02", f => f.No(FormCatalogue.Education), Lacking, "学历"),
        new("资格没填时间", "BZ-02", f => f.No(Qualification).Held("助理级", ""), Lacking, "时间"),
        new("员级早、助理级晚，从助理级数", "BZ-02", f => f.No(Qualification).Held("员级", "2010-01-01").Held("助理级", "2021-03-01"), "最早 2025 年可申报。"),
        new("不要求资格，从工作数", "TC-25", f => f.Terms = f.Terms with { Criteria = [new("once", "本科工作满 14 年", CriterionKind.Seniority, true, Education: "本科", Years: 14)] }, "最早 2024 年可申报。", "参加工作"),
        new("年限不拦的由审核认定", "TC-25", f => { f.Terms = f.Terms with { Criteria = [.. f.Terms.Criteria.Select(c => c with { Blocks = false })] }; f.None(Qualification); }, "有 1 条不合，由审核机构认定。"),
        new("计划没有写年限", "TC-25", f => f.Terms = f.Terms with { Criteria = [] }, Silent, "没有写明申报"),
        new("计划只给别的级别写了年限", "TC-25", f => f.Terms = f.Terms with { Criteria = [.. f.Terms.Criteria.Select(c => c with { Scope = new Scope(Grades: [Grade.Senior]) })] }, Silent, "没有核对"),
        new("计划只给别的取得方式写了年限", "TC-25", f => f.Terms = f.Terms with { Criteria = [.. f.Terms.Criteria.Select(c => c with { Scope = new Scope(Tracks: [TitleTrack.Recognition]) })] }, Silent, "没有核对"),
        new("博士的年限没有写明，助理级一年", "BZ-02", f => { Unstated(f); f.Education("博士研究生").No(Qualification).Held("助理级", "2022-06-01"); },
            "按本计划写明的条件，没有不合；博士研究生的任职年限本计划没有写，以评审条件和审核结果为准。", "由审核机构按评审条件认定"),
        new("博士的年限没有写明，没有资格也不拦", "BZ-02", f => { Unstated(f); f.Education("博士研究生").None(Qualification); },
            "按本计划写明的条件，没有不合；博士研究生的任职年限本计划没有写，以评审条件和审核结果为准。"),
        new("博士的年限没有写明，合硕士的年限", "BZ-02", f => { Unstated(f); f.Education("博士研究生"); }, May, "硕士"),
        new("年限不拦的，等几年也能报，破格由机构认定", "TC-25", f => { f.Terms = f.Terms with { Criteria = [.. f.Terms.Criteria.Select(c => c with { Blocks = false })] }; f.No(Qualification).Held("助理级", "2021-06-01"); },
            "按写明的年限，最早 2025 年可申报，由审核机构认定。", "破格、直接申报的条件本计划没有写"),
        new("已有中级再报中级", "N3", f => f.Held("中级", "2020-05-01"), "按本计划写明的条件，没有不合；已有同级以上资格再申报本计划没有写，以评审条件和审核结果为准。", "请核对级别"),
        new("几条都合，说最高学历的那一条", "N3", f => f.No(Qualification).Held("助理级", "2015-01-01"), May, "合乎“本科"),

        new("技师两年", "TC-04", f => f.Skilled("技师", "2021-01-01"), "最早 2024 年可申报。", "满 3 年"),
        new("技师三年，不看学历", "TC-04", f => f.Skilled("技师", "2020-12-31").No(FormCatalogue.Education).Education("高中及以下").None(Qualification), May),
        new("高级技师报中级", "AK-21", f => f.Skilled("高级技师", "2019-01-01"), May),
        new("高级技师三年报中级", "AK-21", f => f.Skilled("高级技师", "2020-01-01"), "最早 2024 年可申报。"),
        new("高级工报中级", "TC-04", f => f.Skilled("高级工", "2000-01-01"), Never, "不能申报中级"),
        new("高级工两年报助理级", "TC-04", f => f.Skilled("高级工", "2021-05-01", Grade.Assistant).None(Qualification), May),
        new("没有等级", "TC-04", f => f.Skilled("无", "无"), Never, "职业技能等级"),
        new("没填取得时间", "TC-04", f => f.Skilled("技师", ""), Lacking, "取得时间"),
        new("贯通，前年基本合格", "TC-04", f => f.Skilled("技师", "2015-01-01").Appraised(2021, "基本合格"), "最早 2025 年可申报。", "2021 年度为“基本合格”"),
        new("贯通，缺一年考核", "TC-04", f => f.Skilled("技师", "2015-01-01").Without(FormCatalogue.Appraisal, 2020), Lacking, "2020 年度没有填"),
        new("系列没有实行贯通", "TC-04", f => { f.Skilled("技师", "2015-01-01"); f.Terms = f.Terms with { SkilledTrades = f.Terms.SkilledTrades with { Series = [] } }; }, Never, "贯通"),

        new("缺一年考核", "BZ-16", f => f.Without(FormCatalogue.Appraisal, 2021), Lacking, "缺 2021 年度考核"),
        new("一次基本合格，余一年，正好", "BZ-16", f => f.Appraised(2021, "基本合格"), May, "顺延 1 年"),
        new("一次不合格，余一年，差一年", "BZ-16", f => f.Appraised(2021, "不合格"), "最早 2024 年可申报。", "顺延 2 年"),
        new("两次合起来顺延三年", "BZ-16", f => f.Appraised(2021, "不合格").Appraised(2022, "基本合格"), "最早 2025 年可申报。", "顺延 3 年"),
        new("年限不够再加顺延", "BZ-16", f => f.No(Qualification).Held("助理级", "2020-03-01").Basic("qualifiedOn", "2020-03-01").Appraised(2022, "基本合格"), "最早 2025 年可申报。"),
        new("任现职之前的不算", "BZ-16", f => f.Appraised(2016, "不合格"), May),

        new("缺一年公需", "BZ-18", f => f.Without(Training, 2021), Lacking, "缺 2021 年度公需科目"),
        new("专业差一学时", "BZ-18", f => f.Without(Training, 2022).Trained(2022, 30, 59), Lacking, "不足 60 学时"),
        new("民营首次申报不要求", "AK-19", f => { f.Employer = EmployerKind.PrivateEnterprise; f.Education("博士研究生").None(Qualification).No(Training).Basic("qualifiedOn", ""); }, May, "不作继续教育要求"),
        new("民营已有资格仍要求", "AK-19", f => { f.Employer = EmployerKind.PrivateEnterprise; f.No(Training); }, Lacking, "公需科目"),
        new("免试，缺免试表", "TC-29", f => f.Form.Rows(Training)[0].Set("exempt", "访惠聚驻村"), Lacking, "免试表"),

        new("普通话恰好", "AK-20", f => f.Basic("mandarin", "三级乙等"), May),
        new("普通话不够", "AK-20", f => f.Basic("mandarin", "不入级"), Never, "不低于三级乙等"),
        new("普通话没填", "AK-20", f => f.Basic("mandarin", ""), Lacking, "普通话证书"),
        new("企业不要普通话", "AK-20", f => { f.Employer = EmployerKind.StateEnterprise; f.Basic("mandarin", ""); }, May),
        new("国语测试之前", "KZ-07", f => { f.Terms = f.Terms with { Languages = [f.Terms.Languages[0] with { Name = "国语水平", KnockOut = true }] }; f.Basic("mandarin", ""); }, Lacking, "一票否决"),

        new("国语不达标", "KZ-07", f => { f.Terms = f.Terms with { Languages = [new("国语水平测试", "mandarin", ["达标", "不达标"], "达标", KnockOut: true)] }; f.Basic("mandarin", "不达标"); }, Never, "一票否决"),
        new("国语达标", "KZ-07", f => { f.Terms = f.Terms with { Languages = [new("国语水平测试", "mandarin", ["达标", "不达标"], "达标", KnockOut: true)] }; f.Basic("mandarin", "达标"); }, May),

        new("援疆不满一年", "KZ-02", f => Wants(f, new("aid", "援疆满 1 年", CriterionKind.Service, true, Years: 1, Field: "aidSince"), "2023-03"), "最早 2024 年可申报。"),
        new("援疆满一年", "KZ-02", f => Wants(f, new("aid", "援疆满 1 年", CriterionKind.Service, true, Years: 1, Field: "aidSince"), "2022-10"), May),
        new("社保五个月", "BZ-10", f => Wants(f, new("insured", "社保 6 个月", CriterionKind.Amount, true, Field: "insured", Minimum: 6), "5"), Never, "不少于 6"),
        new("社保六个月", "BZ-10", f => Wants(f, new("insured", "社保 6 个月", CriterionKind.Amount, true, Field: "insured", Minimum: 6), "6"), May),
        new("没有驻村", "KZ-02", f => Wants(f, new("village", "驻村", CriterionKind.Value, true, Field: "village", Values: ["是"]), "否"), Never, "须为是"),
        new("没填驻村", "KZ-02", f => Wants(f, new("village", "驻村", CriterionKind.Value, true, Field: "village", Values: ["是"]), ""), Lacking, "驻村"),
        new("连续三年优秀，只有一年", "KZ-02", f => { Excellent(f); f.Appraised(2022, "优秀"); }, "最早 2025 年可申报。", "连续 1 年"),
        new("连续三年优秀", "KZ-02", f => { Excellent(f); f.Appraised(2020, "优秀").Appraised(2021, "优秀").Appraised(2022, "优秀"); }, May),
    ];

    private static void AtAge(Facts f) => f.Terms = f.Terms with { Eligibility = f.Terms.Eligibility with { BarredAtAge = true } };

    /// <summary>The plan has no years for a doctor, as the plans drawn from the notices have none.</summary>
    private static void Unstated(Facts f) => f.Terms = f.Terms with
    { Criteria = [.. f.Terms.Criteria.Select(c => c.Key == "doctor" ? c with { Blocks = false, Unstated = true } : c with { Blocks = false })] };

    private static void Excellent(Facts f) => Wants(f, new("excellent", "连续三年优秀", CriterionKind.Appraisals, true, Years: 3, Values: ["优秀"]), "");

    private static void Wants(Facts f, CriterionTerms criterion, string value)
    {
        f.Terms = f.Terms with { Criteria = [.. f.Terms.Criteria, criterion] };
        if (criterion.Field is { } field) f.Basic(field, value);
    }
}
