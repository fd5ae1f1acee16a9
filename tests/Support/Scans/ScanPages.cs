using TitleReview.Domain.People;

namespace TitleReview.Tests.Support.Scans;

public enum ScanKind { TitleCertificate, IdCardFront, IdCardBack, Diploma, Appraisal, Honour, Proof, Contract, Training, PhonePhoto }

/// <summary>
/// The pages of the corpus as HTML. What must be masked stands in &lt;i m="…"&gt;; whatever else looks like it — colleagues, other
/// numbers, other institutions — is there to be left alone.
/// </summary>
internal static class ScanPages
{
    public static string Of(ScanKind kind, InventedPerson p, Random random) => kind switch
    {
        ScanKind.TitleCertificate => Landscape("#eee8f2", $"""
            <div class="head" style="font-size:46px;margin-top:70px">专业技术职务任职资格证书</div>
            <div style="position:absolute;left:150px;top:250px">{Portrait(random, 250, 350)}</div>
            <div class="rows" style="left:560px;top:230px;font-size:34px;line-height:84px">
            {Row("姓　　名", M("name", p.Name))}{Row("身份证号", M("id", p.IdNumber))}{Row("工作单位", M("employer", p.Employer))}
            {Row("专业名称", "水利水电工程")}{Row("资格名称", "工程师")}{Row("授予时间", "2015年12月")}{Row("证书编号", $"XJ2015-{random.Next(1000, 9999)}-{random.Next(100_000, 999_999)}")}
            </div>{Seal(370, 560, 130, "某地区人力资源和社会保障局")}
            """),
        ScanKind.IdCardFront => Sheet(IdCard(p, random)),
        ScanKind.IdCardBack => Sheet("""
            <div style="position:absolute;left:190px;top:300px;width:856px;height:540px;border-radius:32px;background:linear-gradient(160deg,#e9eef4,#f3e9ea);border:1px solid #aaa">
            <div style="position:absolute;left:330px;top:90px;font:600 54px 'Noto Serif CJK SC';letter-spacing:10px">中华人民共和国</div>
            <div style="position:absolute;left:360px;top:190px;font:600 66px 'Noto Serif CJK SC';letter-spacing:22px">居民身份证</div>
            <div style="position:absolute;left:240px;top:400px;font-size:28px;line-height:60px">签发机关　某某县公安局<br>有效期限　2013.05.20-2033.05.20</div></div>
            """),
        ScanKind.Diploma => Landscape("#f6f0e6", $"""
            <div class="head" style="font-size:84px;color:#9a1616;letter-spacing:30px;margin-top:90px">毕业证书</div>
            <div style="position:absolute;left:150px;top:290px">{Portrait(random, 200, 280)}</div>
            <div style="position:absolute;left:430px;top:290px;width:1080px;font:34px/72px 'Noto Serif CJK SC';text-indent:2em">学生 {M("name", p.Name)}，性别{Sex(p)}，{p.Born:yyyy}年{p.Born.Month}月{p.Born.Day}日生，于二〇〇三年九月至二〇〇七年七月在本校水利水电工程专业四年制本科学习，修完教学计划规定的全部课程，成绩合格，准予毕业。</div>
            <div style="position:absolute;left:430px;top:730px;font-size:30px;line-height:70px">校　名：新疆农业大学　　　　　　校（院）长：{Other(random)}<br>证书编号：10758120070500{random.Next(1000, 9999)}</div>{Seal(1230, 850, 120, "新疆农业大学")}
            """),
        ScanKind.Appraisal => Sheet($"""
            <div class="head" style="font-size:46px;margin-top:120px">专业技术人员年度考核登记表</div><div class="head" style="font-size:26px;margin-top:20px">（ {random.Next(2018, 2025)} 年度 ）</div>
            <table style="margin:40px 90px 0;width:1060px;font-size:24px"><tr style="height:64px"><td width="130">姓　名<td>{M("name", p.Name)}<td width="100">性别<td width="90">{Sex(p)}<td width="130">出生年月<td width="150">{p.Born:yyyy.MM}
            <tr style="height:64px"><td>政治面貌<td>群众<td>民族<td>{p.People}<td>文化程度<td>本科<tr style="height:64px"><td>工作单位<td colspan="3">{M("employer", p.Employer)}<td>现任职务<td>工程师
            <tr style="height:64px"><td>身份证号<td colspan="3">{M("id", p.IdNumber)}<td>联系电话<td style="font-size:20px">{M("phone", p.Phone)}
            <tr style="height:560px"><td>个<br>人<br>总<br>结<td colspan="5" style="text-align:left;padding:16px;line-height:44px;vertical-align:top">　　一年来，本人认真学习，严格遵守各项规章制度，积极参加单位组织的业务培训，不断提高自身素质。与同事{Other(random)}、{Other(random)}共同承担了中小河流治理工程的勘察设计任务，按期完成；深入施工现场解决技术问题十余项，受到建设单位好评。
            <tr style="height:240px"><td>单<br>位<br>意<br>见<td colspan="5" style="text-align:left;padding:16px;line-height:50px">　　经考核，{M("name", p.Name)}同志年度考核为合格等次。<br>　　　　　　　　　　　　负责人签字：{Other(random)}<br>　　　　　　　　　　　　2023年12月30日</table>{Seal(900, 1380, 115, p.Employer, "employerSeal")}
            """),
        ScanKind.Honour => Landscape("#fcf4e4", $"""
            <div style="position:absolute;inset:40px;border:14px double #b8322a"></div><div class="head" style="font-size:110px;color:#c0201c;letter-spacing:40px;margin-top:130px">荣誉证书</div>
            <div style="position:absolute;left:210px;top:400px;width:1240px;font:46px/90px 'Noto Serif CJK SC'">{(random.Next(2) == 0 ? M("employer", p.Employer) : "")}{M("name", p.Name)} 同志：<br>　　在二〇二三年度工作中成绩突出，被评为“先进工作者”。<br>　　特发此证，以资鼓励。</div>
            <div style="position:absolute;left:900px;top:860px;font-size:36px;line-height:64px;text-align:center">某地区行政公署<br>二〇二三年十二月二十八日</div>{Seal(1090, 880, 135, "某地区行政公署表彰专用章")}
            """),
        ScanKind.Proof => Sheet(Letter(p, random)),
        ScanKind.Contract => Sheet($"""
            <div class="head" style="font-size:44px;margin-top:120px">技术服务合同</div>
            <div style="margin:60px 120px;font-size:25px;line-height:56px">甲　方：某县水利工程建设管理中心<br>法定代表人：{Other(random)}<br>乙　方：{M("employer", p.Employer)}<br>项目负责人：{M("name", p.Name)}　　联系电话：{M("phone", p.Phone)}<br><br>　　甲乙双方就“小型水库除险加固工程技术服务”一事，经协商一致，订立本合同。<br>　　第一条　乙方指派{M("name", p.Name)}（身份证号：{M("id", p.IdNumber)}）为项目负责人，{Other(random)}、{Other(random)}为项目组成员，其中{Other(random)}身份证号为{InventedPerson.Id(random, Domain.People.Sex.Male)}。<br>　　第二条　合同价款为人民币叁拾贰万元整（￥320000.00），合同编号 SL-2022-{random.Next(100, 999)}。<br>　　第三条　服务期限自2022年3月1日至2023年2月28日。<br>　　第四条　成果归甲方所有，未经甲方同意，{M("employer", p.Employer)}不得转让。</div>
            <div style="position:absolute;left:140px;top:1350px;font-size:25px;line-height:54px">甲方（盖章）：<br>2022年2月25日</div><div style="position:absolute;left:700px;top:1350px;font-size:25px;line-height:54px">乙方（盖章）：<br>2022年2月25日</div>
            {Seal(300, 1420, 110, "某县水利工程建设管理中心")}{Seal(860, 1420, 110, p.Employer, "employerSeal")}
            """),
        ScanKind.Training => Landscape("#eef5ee", $"""
            <div class="head" style="font-size:60px;color:#1d5b3a;margin-top:90px">专业技术人员继续教育合格证书</div>
            <div style="position:absolute;left:160px;top:300px">{Portrait(random, 200, 280)}</div>
            <div style="position:absolute;left:440px;top:290px;width:1080px;font-size:34px;line-height:76px">　　{M("name", p.Name)}（身份证号 {M("id", p.IdNumber)}）于2022年参加专业技术人员继续教育，完成公需科目30课时、专业科目60课时，考核合格，特发此证。<br>单位：{M("employer", p.Employer)}</div>
            <div style="position:absolute;left:900px;top:850px;font-size:32px;line-height:60px">某地区继续教育中心<br>2022年11月8日</div>{Seal(1080, 900, 120, "某地区继续教育中心")}
            """),
        _ => Sheet(Letter(p, random)),
    };

    private static string Letter(InventedPerson p, Random random) => $"""
        <div class="head" style="font-size:56px;letter-spacing:40px;margin-top:200px">证明</div>
        <div style="margin:90px 150px;font-size:31px;line-height:70px;text-indent:2em">兹证明{M("name", p.Name)}，身份证号{M("id", p.IdNumber)}，系我单位职工，自二〇〇七年八月至今在{M("employer", p.Employer)}从事专业技术工作，期间主持完成了多项重点项目，与{Other(random)}等同志合作获科技进步奖一项。{M("name", p.Name)}同志工作认真负责，专业能力强。联系电话：{M("phone", p.Phone)}。<div>特此证明。</div></div>
        <div style="position:absolute;left:520px;top:1150px;width:640px;text-align:center;font-size:31px;line-height:64px">{M("employer", p.Employer)}（盖章）<br>2026年9月10日</div>{Seal(860, 1190, 120, p.Employer, "employerSeal")}
        """;

    // 85.6 by 54 millimetres at ten pixels a millimetre.
    private static string IdCard(InventedPerson p, Random random) => $"""
        <div style="position:absolute;left:190px;top:300px;width:856px;height:540px;border-radius:32px;background:radial-gradient(circle at 30% 60%,#d5e4f2,#eef3f8 55%,#e2ecf3);border:1px solid #aab">
        <div class="card" style="left:60px;top:65px"><b>姓名</b>　{M("name", p.Name)}</div><div class="card" style="left:60px;top:130px"><b>性别</b>　{Sex(p)}　　<b>民族</b>　{p.People}</div>
        <div class="card" style="left:60px;top:195px"><b>出生</b>　{p.Born.Year}<b> 年 </b>{p.Born.Month}<b> 月 </b>{p.Born.Day}<b> 日</b></div>
        <div class="card" style="left:60px;top:260px;width:480px;line-height:42px"><b>住址</b>　新疆某县解放北路{random.Next(10, 300)}号<br>　　　{random.Next(1, 20)}栋{random.Next(1, 5)}单元{random.Next(101, 699)}室</div>
        <div class="card" style="left:60px;top:452px"><b>公民身份号码</b></div><div class="card" style="left:285px;top:446px;font:600 34px 'DejaVu Sans Mono',monospace;letter-spacing:5px">{M("id", p.IdNumber)}</div>
        <div style="position:absolute;left:525px;top:70px">{Portrait(random, 262, 335, "#eef2f6")}</div></div>
        <div style="position:absolute;left:190px;top:950px;font-size:30px">此复印件仅供职称申报使用</div>
        """;

    private static string M(string kind, string text) => $"""<i m="{kind}">{text}</i>""";

    private static string Row(string label, string value) => $"<div><span>{label}：</span><u>{value}</u></div>";

    private static string Sex(InventedPerson p) => p.Sex == Domain.People.Sex.Male ? "男" : "女";

    private static string Other(Random random) =>
        new[] { "张伟", "刘洋", "麦麦提江·吐尔洪", "孙丽华", "郑海燕", "冯军", "韩雪", "王建军", "李明", "热依汗·阿不力米提", "赵志刚", "阿依努尔·哈山" }[random.Next(12)];

    private static string Sheet(string body) => $"""<div class="page" style="width:1240px;height:1754px;background:#fbfbf9">{body}</div>""";

    private static string Landscape(string paper, string body) =>
        $"""<div class="page" style="width:1654px;height:1170px;background:{paper}"><div class="waves"></div>{body}</div>""";

    private static string Seal(int x, int y, int radius, string text, string kind = "")
    {
        var step = Math.Min(24.0, 250.0 / text.Length);
        var letters = string.Concat(text.Select((c, i) =>
            $"""<text transform="rotate({(i - (text.Length - 1) / 2.0) * step:0.#})" y="{-radius * 0.68:0.#}" text-anchor="middle" font-size="{Math.Min(radius * 0.28, radius * 0.75 * step * Math.PI / 180 * 1.05):0.#}" font-family="Noto Serif CJK SC" font-weight="600">{c}</text>"""));
        return $"""<svg {(kind.Length > 0 ? $"m=\"{kind}\"" : "")} style="position:absolute;left:{x - radius}px;top:{y - radius}px;mix-blend-mode:multiply" width="{radius * 2}" height="{radius * 2}" viewBox="{-radius} {-radius} {radius * 2} {radius * 2}" fill="rgba(205,32,32,.78)"><circle r="{radius - 4}" fill="none" stroke="rgba(205,32,32,.78)" stroke-width="5"/><path d="M0,-30 L8,-9 L30,-9 L12,5 L19,26 L0,13 L-19,26 L-12,5 L-30,-9 L-8,-9 Z"/>{letters}</svg>""";
    }

    /// <summary>A drawn head: skin, hair, eyes and clothes before a plain wall. Not a photograph; docs/mask-proposals.md says so.</summary>
    private static string Portrait(Random random, int width, int height, string? wall = null)
    {
        var skin = new[] { "#e8bf9f", "#dcae8a", "#efcbb0", "#cf9f7c" }[random.Next(4)];
        wall ??= new[] { "#4f86c6", "#c8433c", "#f4f6f8", "#6fa3d8" }[random.Next(4)];
        var hair = new[] { "#1d1a19", "#2c2320", "#3a2c25" }[random.Next(3)];
        return $"""
            <svg m="photo" width="{width}" height="{height}" viewBox="0 0 100 {100.0 * height / width:0.#}"><defs><radialGradient id="g"><stop offset=".5" stop-color="{skin}"/><stop offset="1" stop-color="#b98763"/></radialGradient></defs>
            <rect width="100" height="150" fill="{wall}"/><path d="M8,150 Q12,100 50,98 Q88,100 92,150 Z" fill="{new[] { "#2a3344", "#4b4f57", "#20262b", "#6b2d33" }[random.Next(4)]}"/><path d="M38,84 L62,84 L60,106 L50,113 L40,106 Z" fill="{skin}"/>
            <ellipse cx="50" cy="58" rx="26" ry="34" fill="{hair}"/><ellipse cx="50" cy="64" rx="22.5" ry="29" fill="url(#g)"/><path d="M26,56 Q30,26 50,27 Q70,26 74,56 Q66,40 50,40 Q34,40 26,56 Z" fill="{hair}"/>
            <g m="eyes"><path d="M34,53 Q40,50 45,53" stroke="{hair}" stroke-width="2" fill="none"/><path d="M55,53 Q60,50 66,53" stroke="{hair}" stroke-width="2" fill="none"/><ellipse cx="40" cy="59" rx="4.6" ry="2.6" fill="#fff"/><ellipse cx="60" cy="59" rx="4.6" ry="2.6" fill="#fff"/><circle cx="40" cy="59" r="2.3" fill="#241a14"/><circle cx="60" cy="59" r="2.3" fill="#241a14"/></g>
            <path d="M50,61 L47,72 L52,72" stroke="#a8744f" stroke-width="1.4" fill="none"/><path d="M42,80 Q50,84 58,80" stroke="#a04c43" stroke-width="2.2" fill="none"/></svg>
            """;
    }
}
