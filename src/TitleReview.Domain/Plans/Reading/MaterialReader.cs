using System.Text.RegularExpressions;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>要交的材料：按本行的材料名称表逐句对照。</summary>
internal static partial class MaterialReader
{
    /// <summary>材料的通用名称、出处的键与各种写法。</summary>
    private static readonly IReadOnlyList<(string Title, string ClauseKey, Regex Said)> Known =
    [
        ("身份证", "materials", IdCard()),
        ("免冠照片", "materials", Photo()),
        ("社保缴费证明", "materials", Insurance()),
        ("学历证书", "education", Diploma()),
        ("学位证书", "education", Degree()),
        ("学信网查询结果", "education", EducationQuery()),
        ("学籍在线验证报告", "education", EnrolmentReport()),
        ("学籍档案", "education", EnrolmentFile()),
        ("毕业生登记表", "education", GraduateForm()),
        ("职业资格证书", "title.evidence", Licence()),
        ("职称证书", "title.evidence", TitleCertificate()),
        ("任职资格文件", "title.evidence", TitleDocument()),
        ("任职资格评审表", "title.evidence", OldReviewForm()),
        ("任命文件", "materials", Appointment()),
        ("干部任免审批表", "materials", CadreForm()),
        ("干部履历表", "materials", CadreRecord()),
        ("聘用合同书", "materials", EmploymentContract()),
        ("劳动合同书", "materials", LabourContract()),
        ("业绩成果证明材料", "materials", Achievement()),
        ("获奖证书", "materials", Award()),
        ("知识产权证书", "materials", Property()),
        ("论文", "materials", Paper()),
        ("年度考核表", "appraisal", AppraisalForm()),
        ("业务考核登记表", "appraisal", WorkAppraisal()),
        ("个人鉴定材料", "appraisal", SelfAppraisal()),
        ("业务工作总结", "summary", WorkSummary()),
        ("公需科目培训合格证书", "training", General()),
        ("专业科目培训合格证书", "training", Specialist()),
        ("继续教育证书", "training", TrainingCertificate()),
        ("继续教育免试审批表", "training.exempt", TrainingExemption()),
        ("个人承诺书", "pledge", Pledge()),
        ("真实性保证书", "materials", Guarantee()),
        ("单位公示", "notice", Poster()),
        ("公示结果", "notice", PosterResult()),
        ("推荐报告", "materials", Report()),
        ("主管单位推荐意见", "opinion", DepartmentOpinion()),
        ("单位推荐意见", "opinion", EmployerOpinion()),
        ("执业证书", "title.evidence", Practising()),
        ("病案分析报告", "materials", CaseReport()),
        ("案例分析报告", "materials", CaseStudy()),
        ("基层服务证明", "materials", Service()),
        ("教师资格证", "materials", TeacherLicence()),
        ("普通话证书", "language", Mandarin()),
        ("廉政情况证明", "materials", Integrity()),
        ("委托评审函", "materials", Entrusting()),
        ("审核同意证明", "materials", Consent()),
        ("个人现实表现", "materials", Conduct()),
    ];

    public static void Read(PastedNotice notice, Findings found)
    {
        var (asked, sought) = (AskedFor(notice), Known.ToList());
        foreach (var sentence in notice.Body.Where(s => asked.Contains(s.Paragraph) && !s.Has("附件:")))
        {
            // 一种材料只提一次，以先说到的为准。
            foreach (var known in sought.Where(k => k.Said.Match(sentence.Text) is { Success: true } m && !NotNeeded().IsMatch(Clause(sentence.Text, m.Index))).ToList())
            {
                found.Add(ProposalKind.Material, "slots[]", new { known.Title }, known.Title, sentence, known.ClauseKey);
                sought.Remove(known);
            }

            ReadGroup(found, sentence);
        }
    }

    /// <summary>“甲、乙、丙任交两项”：几种里任交几种。现任资格的证明另读（<see cref="TitleEvidenceReader"/>）。</summary>
    private static void ReadGroup(Findings found, Sentence sentence)
    {
        if (SomeOf().Match(sentence.Text) is not { Success: true } m || ChineseNumber.Read(m.Groups["n"].ValueSpan) is not { } least) return;
        var titles = Known.Where(k => k.Said.IsMatch(sentence.Text)).Select(k => (k.Title, k.ClauseKey)).ToList();
        if (titles.Count <= least || titles.Exists(t => t.ClauseKey == "title.evidence")) return;
        found.Add(ProposalKind.Material, "slotGroups[]", new { Titles = titles.Select(t => t.Title), AtLeast = least }, $"{string.Join('、', titles.Select(t => t.Title))}，任交 {least} 种", sentence, titles[0].ClauseKey);
    }

    /// <summary>“任意两项”“任两种”“三选二”“三项中的两项”。</summary>
    [GeneratedRegex("任(意|选|交|传|择)?" + ChineseNumber.Pattern + "[项种样类份个]|[二两三四五六2-6]选" + ChineseNumber.Pattern + "|[二两三四五六2-6][项种样类]中[^,。;0-9一二三四五]{0,6}?" + ChineseNumber.Pattern + "[项种样类]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex SomeOf();

    /// <summary>这种材料在句里的位置；没有说到为空。</summary>
    public static (int Start, int End)? Find(string title, string text) =>
        Known.FirstOrDefault(k => k.Title == title).Said?.Match(text) is { Success: true } m ? (m.Index, m.Index + m.Length) : null;

    /// <summary>说了要交的段落；逐条列举的，邻条说了就算。写“材料”的一节都算。</summary>
    private static HashSet<Paragraph> AskedFor(PastedNotice notice)
    {
        var paragraphs = notice.Paragraphs;
        var says = paragraphs.Select(p => Handing().IsMatch(p.Text.AsSpan(0, Math.Min(2000, p.Text.Length)))).ToList();
        var listed = paragraphs.Select(p => Item().IsMatch(p.Text)).ToList();
        return [.. paragraphs.Where((p, i) => says[i] || p.Section.Contains("材料", StringComparison.Ordinal) || (listed[i] && (Says(i - 1) || Says(i + 1))))];

        bool Says(int i) => i >= 0 && i < paragraphs.Count && says[i] && listed[i];
    }

    /// <summary>两个逗号之间的那一段。</summary>
    private static string Clause(string text, int at)
    {
        var from = text.LastIndexOf(',', at) + 1;
        var to = text.IndexOf(',', at);
        return text[from..(to < 0 ? text.Length : to)];
    }

    [GeneratedRegex("上传|提供|提交|报送|出具|扫描|填写|须传|需传|材料(:|包括|如下|有)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Handing();

    [GeneratedRegex("^[0-9]{1,2}[.、]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Item();

    [GeneratedRegex("无需|不需|无须|不用|不再|不作|不做|不受|取消", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex NotNeeded();

    [GeneratedRegex("身份证(?!号|照|件号)[^,。;]{0,4}(复印件|附件|扫描件|正|原件|\\()|(上传|提供|提交)[^,。;]{0,8}身份证(?!号|照)|[、:]身份证[、,。;]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex IdCard();

    [GeneratedRegex("免冠|证件照|寸照", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Photo();

    [GeneratedRegex("社会保险|社保(缴费|证明|参保)|养老保险|参保证明", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Insurance();

    [GeneratedRegex("学历(\\(学位\\)|、?学位)?证书?(?!电子|明)|毕业证", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Diploma();

    [GeneratedRegex("学位\\)?证", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Degree();

    [GeneratedRegex("学信网|电子注册备案表|高等教育学生信息网", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex EducationQuery();

    [GeneratedRegex("学籍在线验证", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex EnrolmentReport();

    [GeneratedRegex("学籍档案", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex EnrolmentFile();

    [GeneratedRegex("毕业生登记表", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex GraduateForm();

    [GeneratedRegex("(?<!技能)职业资格证", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Licence();

    [GeneratedRegex("(?<!电子)职称证书|专业技术(职务)?(任职)?资格证书", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex TitleCertificate();

    [GeneratedRegex("(任职)?资格文件|职称文件|任职文件(?!公开)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex TitleDocument();

    [GeneratedRegex("(资格文件|职称证书)[^。]{0,40}评审表|评审表[^。]{0,20}(资格文件|职称证书)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex OldReviewForm();

    [GeneratedRegex("任命文件", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Appointment();

    [GeneratedRegex("任免审批表", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex CadreForm();

    [GeneratedRegex("干部履历表", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex CadreRecord();

    [GeneratedRegex("聘用合同", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex EmploymentContract();

    [GeneratedRegex("劳动合同", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex LabourContract();

    [GeneratedRegex("(业绩|成果)[^。;]{0,30}?(证明|佐证|印证)材料|(证明|佐证|印证)材料[^。;]{0,10}业绩|代表性?(业绩)?成果", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Achievement();

    [GeneratedRegex("获奖(情况|证书)|奖励证书|荣誉证书", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Award();

    [GeneratedRegex("知识产权|专利证书", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Property();

    [GeneratedRegex("论文[^。;]{0,24}上传|(上传|提供|提交)[^。;]{0,24}论文", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Paper();

    [GeneratedRegex("年度考核(登记|结果)?(表|证明)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex AppraisalForm();

    [GeneratedRegex("业务考核登记表", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex WorkAppraisal();

    [GeneratedRegex("个人鉴定", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex SelfAppraisal();

    [GeneratedRegex("(?<!、)(工作|业务|技术)总结(?!、)|业务自传", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex WorkSummary();

    [GeneratedRegex("公需(科目|课)(?=[^。;]*证)|(?<=(提供|上传)[^。;]{0,60})公需(科目|课)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex General();

    [GeneratedRegex("专业(科目|课)(?=[^。;]*证)|(?<=(提供|上传)[^。;]{0,60})专业(科目|课)(?!题)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Specialist();

    [GeneratedRegex("继续教育(合格|登记)?证(书|明)(?<!(公需|专业科目|专业课)[^。]{0,200}继续教育(合格|登记)?证(书|明))", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex TrainingCertificate();

    [GeneratedRegex("免(试|学|修|除)[^。,;]{0,10}表", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex TrainingExemption();

    [GeneratedRegex("承诺书", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Pledge();

    [GeneratedRegex("真实性保证书", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Guarantee();

    [GeneratedRegex("(?<!本)单位公示(?!结果|期|时间|不|[0-9])|公示(证明|材料|情况)|(上传|出具|提供)公示(及|和|、)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Poster();

    [GeneratedRegex("公示结果", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex PosterResult();

    [GeneratedRegex("推荐报告", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Report();

    [GeneratedRegex("主管(单位|部门)[^。;]{0,80}推荐意见", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex DepartmentOpinion();

    [GeneratedRegex("(?<!主管)单位(书面)?推荐意见|书面推荐意见|出具推荐意见", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex EmployerOpinion();

    [GeneratedRegex("(医师|护士|药师|律师)执业证|执业证书", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Practising();

    [GeneratedRegex("(病案|病例)(分析)?(报告|资料)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex CaseReport();

    [GeneratedRegex("案例(分析)?(报告|资料)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex CaseStudy();

    [GeneratedRegex("(基层|驻村|下乡|支教)(服务|工作)?[^,。;、]{0,10}证明", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Service();

    [GeneratedRegex("教师资格证", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex TeacherLicence();

    [GeneratedRegex("普通话(水平)?(测试)?(等级)?证书", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Mandarin();

    [GeneratedRegex("廉政|派驻纪检部门、|纪检部门[^,。;]{0,8}证明", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Integrity();

    [GeneratedRegex("委托评审函", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Entrusting();

    [GeneratedRegex("审核同意的?证明", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Consent();

    [GeneratedRegex("个人现实表现", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Conduct();
}
