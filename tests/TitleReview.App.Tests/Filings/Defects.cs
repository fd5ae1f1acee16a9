using TitleReview.App.Demo;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;
using static TitleReview.Domain.Filings.Forms.FormCatalogue;

namespace TitleReview.App.Tests.Filings;

/// <summary>One thing spoiled in the complete form, and the findings it must bring: kind (阻断、核对、提醒), clause, part of the sentence.</summary>
internal sealed record Defect(string Name, Action<CompleteForm> Spoil, params (char Group, string Clause, string Words)[] Findings)
{
    /// <summary>The rule of the notice that finds it; empty where the notice is silent and the form itself demands it.</summary>
    public string Rule { get; init; } = "";

    public override string ToString() => Name;

    public static readonly IReadOnlyList<Defect> All =
    [
        new("以考代评的专业", f => f.Choice = f.Choice with { Specialty = "会计" }, ('B', "catalogue", "以考代评")) { Rule = "TC-01" },
        new("没有开放的级别", f => f.Choice = f.Choice with { Grade = Grade.Senior }, ('B', "catalogue", "没有开放")) { Rule = "TC-06" },
        new("离退休", f => f.Basic.Set("identity", "离退休人员"), ('B', "who.retired", "离退休人员")) { Rule = "TC-02" },
        new("到了退休年龄", f => f.Applicant = CompleteForm.Person(Of("654201195801150022")), ('C', "who.retired", "周岁")) { Rule = "TC-02" },
        new("公务员", f => f.Basic.Set("identity", "公务员"), ('B', "who.civilServant", "公务员")) { Rule = "TC-03" },
        new("参公人员", f => f.Basic.Set("identity", "参照公务员法管理人员"), ('B', "who.civilServant", "参照公务员法")) { Rule = "TC-03" },
        new("姓名与注册不一致", f => f.Basic.Set("name", "古丽娜"), ('B', "basic", "不一致")),
        new("必填栏空着", f => f.Basic.Set("ethnicity", ""), ('B', "blanks", "“民族”没有填")),
        new("选填栏空着", f => f.Basic.Set("formerName", ""), ('R', "blanks", "“曾用名”空着")),
        new("月份写错", f => f.Basic.Set("postSince", "2018-13"), ('B', "blanks", "真实的年月")),
        new("人员身份填无", f => f.Basic.Set("identity", "无"), ('B', "blanks", "选项中选择")) { Rule = "TC-03" },
        new("学历一行没有", f => f.Drop(Education, 0), ('B', "blanks", "至少填 1 行")),
        new("获奖没填也没填无", f => f.Drop(Award, 0), ('B', "blanks", "请点“填无”")),
        new("子表的必填栏空着", f => f.Row(Work, 0).Set("witness", ""), ('B', "blanks", "第 1 行的“证明人”没有填")),
        new("毕业早于入学", f => f.Row(Education, 0).Set("to", "2006-08"), ('B', "education", "不晚于入学")),
        new("还没有毕业", f => f.Row(Education, 0).Set("to", "2024-06"), ('B', "education", "毕业时间还没有到")),
        new("入学时太小", f => f.Row(Education, 0).Set("from", "1983-09"), ('C', "education", "不足 5 周岁")),
        new("技工院校班次", f => f.Row(Education, 0).Set("level", "高级工班"), ('R', "education.equivalence", "大专学历同等对待")) { Rule = "TC-05" },
        new("学历由高到低", f => f.Another(Education, ("level", "大专"), ("from", "2003-09"), ("to", "2006-06")), ('R', "education", "由低到高")),
        new("两段全日制重叠", f => f.Another(Education, ("level", "硕士研究生"), ("from", "2009-09"), ("to", "2012-06")), ('C', "education", "时间重叠")) { Rule = "BZ-11" },
        new("经历结束早于开始", f => f.Row(Work, 0).Set("to", "2010-06"), ('B', "work", "早于开始"), ('C', "work", "之间没有经历")),
        new("参加工作后有空档", f => f.Basic.Set("workStarted", "2009-01"), ('C', "work", "第一段经历从")),
        new("经历中间有空档", f => f.Row(Work, 0).Set("to", "2016-01"), ('C', "work", "之间没有经历")),
        new("经历重叠", f => f.Row(Work, 0).Set("to", "2018-06"), ('C', "work", "时间重叠")),
        new("前一段没有结束", f => f.Row(Work, 0).Set("to", ""), ('C', "work", "没有结束时间")),
        new("最后一段已经结束", f => f.Row(Work, 1).Set("to", "2021-03"), ('C', "work", "已经结束")),
        new("工作年限填了 99", f => f.Basic.Set("yearsEngaged", "99"), ('C', "work", "填了 99 年")),
        new("申报已有的级别", f => f.Row(Qualification, 0).Set("grade", "中级"), ('C', "catalogue", "请核对级别选对了没有")),
        new("奖项早于现任资格", f => f.Row(Award, 0).Set("date", "2018-12-01"), ('B', "awards.since", "不能作为本次申报的获奖")) { Rule = "TC-32" },
        new("奖项在将来", f => f.Row(Award, 0).Set("date", "2023-12-01"), ('B', "dates", "将来的日期")),
        new("任现职后的业绩早于现任资格", f => { f.Row(Achievement, 1).Set("from", "2016-03"); f.Row(Achievement, 1).Set("to", "2018-10"); }, ('C', "achievement", "请核对时期")) { Rule = "AK-12" },
        new("任现职前的业绩晚于现任资格", f => { f.Row(Achievement, 0).Set("from", "2019-03"); f.Row(Achievement, 0).Set("to", "2020-10"); }, ('C', "achievement", "请核对时期")) { Rule = "AK-12" },
        new("论文早于现任资格", f => f.Row(Paper, 0).Set("date", "2018-10"), ('C', "achievement", "不算任现职以来")) { Rule = "AK-12" },
        new("资格两处不一致", f => f.Row(Qualification, 0).Set("obtainedOn", "2017-12-01"), ('C', "title.evidence", "不一致")) { Rule = "TC-28" },
        new("资格填无，基本信息却有", f => { f.Drop(Qualification, 0); f.Form.DeclaredNone.Add(Qualification); }, ('C', "title.evidence", "却填“无”")) { Rule = "TC-28" },
        new("业绩用了含糊的词", f => f.Row(Achievement, 1).Set("effect", "建成节水农田若干亩，获二等奖等荣誉。"), ('R', "blanks", "“若干”、“等”")) { Rule = "BZ-05" },
        new("有资格没有取得时间", f => f.Basic.Set("qualifiedOn", "无"), ('B', "awards.since", "就要填取得时间")) { Rule = "TC-32" },
        new("考核一年两行", f => f.Another(Appraisal), ('B', "appraisal", "填了 2 行")) { Rule = "TC-25" },
        new("考核年度还没到", f => f.Another(Appraisal, ("year", "2024")), ('B', "appraisal", "还没有考核"), ('C', "appraisal", "2023 年度缺考核"), ('C', "appraisal", "已填 5 个年度")) { Rule = "TC-25" },
        new("考核不合格", f => f.RowOf(Appraisal, 2020).Set("result", "不合格"), ('C', "appraisal", "考核为“不合格”")) { Rule = "TC-25" },
        new("考核中间缺一年", f => f.Form.Remove(Appraisal, f.RowOf(Appraisal, 2020).Id), ('C', "appraisal", "2020 年度缺考核"), ('C', "appraisal", "已填 3 个年度")) { Rule = "TC-25" },
        new("规定的年数不够", f => f.Terms = f.Terms with { Appraisal = new AppraisalTerms(5) }, ('B', "appraisal", "缺 2018 年度考核")) { Rule = "TC-25" },
        new("继续教育一年两行", f => f.Another(Training), ('B', "training", "填了 2 行")) { Rule = "TC-28" },
        new("缺一年公需科目", f => f.Form.Remove(Training, f.RowOf(Training, 2020).Id), ('B', "training", "缺 2020 年度公需科目")) { Rule = "TC-28" },
        new("公需科目没有学时", f => f.RowOf(Training, 2019).Set("general", "0"), ('B', "training", "公需科目为 0 学时")) { Rule = "TC-28" },
        new("公需科目不足规定学时", f => f.Terms = f.Terms with { Training = f.Terms.Training with { Rules = [new(TrainingSubject.General, SinceTitle: true, Hours: 31)] } },
            ('B', "training", "2019 年度公需科目为 30 学时，不足 31 学时。2020 年度公需科目为 30 学时，不足 31 学时。")) { Rule = "TC-28" },
        new("专业科目自2021年起没有学时", f => f.RowOf(Training, 2021).Set("specialist", "0"), ('B', "training", "2021 年度专业科目为 0 学时")) { Rule = "TC-28" },
        new("免试没有免试表", f => f.RowOf(Training, 2022).Set("exempt", "访惠聚驻村"), ('C', "training.exempt", "免试表"), ('B', "training.exempt", "“继续教育免试表”没有上传")) { Rule = "TC-29" },
        new("总结太短", f => f.Form.Single(Summary).Set("text", "本人认真工作。"), ('B', "summary", "不少于 2000 字")) { Rule = "TC-26" },
        new("总结出现姓名", f => Append(f, "古丽娜·艾山"), ('B', "summary", "本人姓名")) { Rule = "TC-26" },
        new("总结出现姓名，少了间隔号", f => Append(f, "古丽娜艾山"), ('B', "summary", "本人姓名")) { Rule = "TC-26" },
        new("总结出现单位的简称", f => Append(f, "演示水利工作站"), ('C', "summary", "简称")) { Rule = "TC-26" },
        new("总结没有写到规定的方面", f => f.Terms = f.Terms with { Summary = f.Terms.Summary with { Headings = ["工作态度", "业绩成果"] } }, ('C', "summary", "没有看到“工作态度”")) { Rule = "BZ-17" },
        new("总结出现单位", f => Append(f, "额敏县演示水利工作站"), ('B', "summary", "工作单位名称")) { Rule = "TC-26" },
        new("贯通没有技能等级", f => f.Choice = f.Choice with { Path = FilingPath.SkilledTrades }, ('B', "skilled", "须填职业技能等级")) { Rule = "TC-04" },
        new("高级工报不了中级", f => Skilled(f, "高级工", "2015-01-01"), ('B', "skilled", "高级工可申报助理级")) { Rule = "TC-04" },
        new("贯通没有取得时间", f => Skilled(f, "技师", "无"), ('B', "skilled", "技能等级取得时间")) { Rule = "TC-04" },
        new("技师不满三年", f => Skilled(f, "技师", "2021-01-02"), ('B', "skilled", "最早 2024 年")) { Rule = "TC-04" },
        new("贯通近三年考核不合格", f => { Skilled(f, "技师", "2015-01-01"); f.RowOf(Appraisal, 2021).Set("result", "基本合格"); }, ('B', "skilled", "2021 年度为“基本合格”"), ('C', "appraisal", "考核为“基本合格”")) { Rule = "TC-04" },
        new("同一个文件传到两处", f => { f.Scan("other-attachments", sha256: "11"); f.Scan("teacher-certificate", sha256: "11"); }, ('R', "materials.format", "“教师资格证”、“其他附件”传的是同一个文件")) { Rule = "BZ-06" },
        new("没有照片", f => f.Unscan("photo"), ('B', "print", "免冠照片”没有上传")) { Rule = "TC-38" },
        new("没有身份证", f => f.Unscan("id-card"), ('B', "masking", "身份证")) { Rule = "TC-21" },
        new("没有学历证书", f => f.Unscan("diploma"), ('B', "education", "第 1 行的“学历证书”没有上传")) { Rule = "TC-30" },
        new("没有学位证书", f => f.Unscan("degree"), ('B', "education", "“学位证书”没有上传")) { Rule = "TC-30" },
        new("没有学信网结果也没有登记表", f => f.Unscan("chsi"), ('B', "education", "任传一种")) { Rule = "TC-30" },
        new("用毕业生登记表代替", f => { f.Unscan("chsi"); f.Scan("graduate-form", f.Row(Education, 0).Id); }, ('C', "education", "取自人事档案")) { Rule = "TC-30" },
        new("没有资格证书", f => f.Unscan("certificate"), ('B', "title.evidence", "“资格证书”没有上传")) { Rule = "TC-28" },
        new("没有任职资格文件", f => f.Unscan("title-document"), ('B', "title.evidence", "“任职资格文件”没有上传")) { Rule = "TC-28" },
        new("事业单位没有聘用合同", f => f.Unscan("public-contract"), ('B', "contract", "事业单位聘用合同书")) { Rule = "TC-27" },
        new("企业没有劳动合同", f => { f.Employer = CompleteForm.Unit(EmployerKind.StateEnterprise); f.Unscan("public-contract"); }, ('B', "contract", "劳动合同书")) { Rule = "TC-27" },
        new("没有业绩证明", f => f.Materials.RemoveAll(m => m.RowId == f.Row(Achievement, 1).Id), ('B', "achievement", "第 2 行的“业绩证明材料”没有上传")) { Rule = "TC-31" },
        new("没有论文", f => f.Unscan("paper-copy"), ('B', "achievement", "论文（著作）封面")) { Rule = "TC-31" },
        new("没有获奖证书", f => f.Unscan("award-certificate"), ('B', "awards.since", "“获奖证书”没有上传")) { Rule = "TC-32" },
        new("缺一年考核表", f => f.Materials.RemoveAll(m => m.RowId == f.RowOf(Appraisal, 2021).Id), ('B', "appraisal", "第 3 行的“年度考核表”没有上传")) { Rule = "TC-25" },
        new("没有签署的总结", f => f.Unscan("summary-signed"), ('B', "summary", "签署意见的业务工作总结")) { Rule = "TC-26" },
        new("没有公需科目证书", f => f.Unscan("general-certificate"), ('B', "training", "公需科目培训合格证书")) { Rule = "TC-28" },
        new("没有专业科目证书", f => f.Unscan("specialist-certificate"), ('B', "training", "专业科目培训合格证书")) { Rule = "TC-28" },
        new("没有手抄承诺书", f => f.Unscan("pledge-handwritten"), ('B', "pledge.handwritten", "手抄")) { Rule = "TC-24" },
        new("没有真实性保证书", f => f.Unscan("guarantee"), ('B', "guarantee", "真实性保证书")) { Rule = "TC-23" },
        new("没有廉政证明", f => f.Unscan("integrity-proof"), ('B', "other", "廉政情况证明")) { Rule = "TC-34" },
        new("传了PNG", f => f.Scan("other-attachments", kind: "png"), ('B', "materials.format", "请改为 JPG")) { Rule = "TC-35" },
        new("扫描不清", f => f.Scan("other-attachments", width: 799), ('B', "materials.format", "放大后看不清")) { Rule = "TC-35" },
        new("没有承诺", f => f.Form.Single(Pledge).Set("agreed", ""), ('B', "pledge", "5 年内不得申报")) { Rule = "TC-45" },
        new("没有确认脱密", f => f.Form.Single(Pledge).Set("unclassified", ""), ('B', "classified", "脱密")) { Rule = "TC-22" },
        new("最后一次机会", f => f.SubmissionsLeft = 1, ('R', "submission.limit", "最后一次提交机会")) { Rule = "TC-16" },
    ];

    private static Domain.People.ResidentId Of(string number) => new(number[..17] + Domain.People.ResidentId.CheckDigit(number));

    private static void Append(CompleteForm form, string words) => form.Form.Single(Summary).Set("text", form.Form.Single(Summary)["text"] + words);

    private static void Skilled(CompleteForm form, string level, string since)
    {
        form.Choice = form.Choice with { Path = FilingPath.SkilledTrades };
        form.Basic.Set("skillLevel", level);
        form.Basic.Set("skillSince", since);
    }
}
