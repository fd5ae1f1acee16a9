using Microsoft.EntityFrameworkCore;
using TitleReview.App.Committees;
using TitleReview.App.SignIn;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;

namespace TitleReview.App.Demo;

/// <summary>演示的专家库与评委会，人都是虚构的：克州的库够，已经抽过一次；塔城的库太小，看得到差几位。</summary>
internal sealed class DemoCommittees(TenantSession session, DemoPeople.Port port, Plan plan, Vault vault, Accounts accounts, string passwordHash, OfficeId office)
{
    private const string Enough = "kezhou", TooFew = "tacheng";

    private static readonly string[] Names =
    [
        "哈力克·玉素音", "祁连山", "阿依夏木·买买提", "童以宁", "玛丽亚·朱马", "卫长河", "吐尔逊娜依·阿布都", "施南乔", "库尔班江·热合曼", "华清晏",
        "布阿西娅·努尔", "纪怀远", "沙依热·托合塔", "鲍松年", "努尔加玛丽·艾山", "聂云舒", "买买提明·依沙克", "尤立夏", "古扎丽努尔·木沙", "穆晓岚",
        "阿不力克木·吐尔", "凌寒生", "其那尔·别克", "解语迟", "热孜宛古丽·麦提", "冉乐山", "叶尔江·马木提", "柏万里", "帕夏古丽·司马义",
    ];

    private static readonly string[] Five = ["夏侯明", "艾则孜·吐尔洪", "欧阳晓", "巴特·孟克", "楚天阔"];

    private static readonly string[] Units = ["克州农业技术推广中心", "阿克陶县农业农村局", "乌恰县农业技术推广站", "阿合奇县农业技术推广站", "喀什演示农业职业学院", "克州演示种子管理站", "克州演示畜牧兽医站"];

    private Actor Officer => new(default, port.Desks[0].Officer ?? "", Role.Officer, office, AtTop: true);

    public async Task Fill(CancellationToken ct)
    {
        if (port.Slug == TooFew) Small();
        if (port.Slug == Enough) await Whole(ct);
    }

    /// <summary>五位水利专家：照常抽七位，差着。</summary>
    private void Small()
    {
        foreach (var (name, at) in Five.Select((n, at) => (n, at)))
            session.Add(AnExpert(name, "工程系列", "水利", at == 0 ? "塔城地区演示水利设计院" : $"塔城地区演示水利单位{at}", Grade.AssociateSenior, 400 + 60 * at));
        session.Add(ACommittee("塔城地区工程系列水利专业中级职称评审委员会", "塔地人社备〔演示〕3号", "工程系列", ["水利"], [Grade.Intermediate]));
    }

    private async Task Whole(CancellationToken ct)
    {
        List<Expert> pool = [.. Names.Select((name, at) => AnExpert(name, "农业系列", at < 17 ? "农艺" : at < 24 ? "畜牧" : "兽医", UnitOf(at), at % 3 == 0 ? Grade.Senior : Grade.AssociateSenior, 120 + 37 * (at % 20)))];
        var account = await session.Db.Users.SingleAsync(u => u.UserName == Accounts.FullName(DemoPeople.ExpertLogin, port.Slug), ct);
        var signedUp = AnExpert(account.DisplayName, "农业系列", "畜牧", Units[1], Grade.Senior, 700);
        signedUp.SignsInAs(new UserId(account.Id));
        foreach (var one in pool.Append(signedUp)) session.Add(one);
        session.Add(ExpertTie.Record(Guid.CreateVersion7(), pool[5].Id, TieKind.Kin, "阿图什市演示果业有限公司", "配偶在该单位申报", Officer, session.Now).Tie!);
        var committee = ACommittee("克州农业系列农艺专业中、高级职称评审委员会", "克州人社备〔演示〕7号", "农业系列", ["农艺"], [Grade.Intermediate, Grade.AssociateSenior]);
        session.Add(committee);
        await session.Flush(ct);
        await Draw(committee, ct);
    }

    /// <summary>两小时前承诺，一小时前公开数产生，刚刚抽出，一位来不了。</summary>
    private async Task Draw(Committee committee, CancellationToken ct)
    {
        var ground = await session.Ground(committee, plan, ct);
        var (before, known) = (session.Now.Plus(TimeSpan.FromHours(-2)), session.Now.Plus(TimeSpan.FromHours(-1)).Instant);
        var secret = DrawRanking.NewSecret();
        var order = new DrawOrder(ground.Proposal, "演示的公开数：某期开奖号码，红球从小到大加蓝球，各两位", known.AddTicks(-(known.Ticks % TimeSpan.TicksPerMinute)));
        var (draw, refusal) = Domain.Committees.Draw.Commit(new DrawId(Guid.CreateVersion7()), committee, plan, 1, order, ground.Candidates(order.Strata), new DrawSecret(secret, vault.SealSecret(session, secret), DrawRanking.NewSecret()), Officer, before);
        refusal ??= draw!.Reveal(secret, "03 07 12 19 26 31 + 08", DemoPeople.Meeting.ObserverName, ground.Terms, Officer, session.Now) ?? draw.Substitute(draw.Seats[0].Code, "外出授课，不能到会", Officer, session.Now);
        if (refusal is not null) throw new InvalidOperationException(refusal.Sentence);

        session.Add(draw!);
        session.Record(draw!);
        await session.Flush(ct);
        await new DemoMeeting(session, plan, accounts, passwordHash, Officer).Call(draw!, ct);
    }

    /// <summary>有一位与申报人同单位，有一位从前同过单位：抽取之前排除。</summary>
    private static string UnitOf(int at) => at == 2 ? "阿图什市演示农业技术推广站" : at < 17 ? Units[at % 6] : Units[6];

    private Expert AnExpert(string name, string series, string specialty, string unit, Grade grade, int daysLeft)
    {
        var to = session.Now.Today.AddDays(daysLeft);
        var facts = new ExpertFacts(name, TitleOf(series, grade), grade, series, specialty, unit, name == Names[9] ? ["演示乡工作站"] : [], "0908-4200000", null, to.AddYears(-plan.Terms.Committee.TermYears).AddDays(1), to);
        return facts.WhyNot(plan.Terms.Committee.TermYears) is { } wrong ? throw new InvalidOperationException(wrong.Sentence) : new Expert(new ExpertId(Guid.CreateVersion7()), facts, office, session.Now);
    }

    private static string TitleOf(string series, Grade grade) => (series, grade) switch { ("农业系列", Grade.Senior) => "推广研究员", ("农业系列", _) => "高级农艺师", _ => "高级工程师" };

    private Committee ACommittee(string name, string record, string series, IReadOnlyList<string> specialties, IReadOnlyList<Grade> grades)
    {
        var from = session.Now.Today.AddDays(-200);
        return new Committee(new CommitteeId(Guid.CreateVersion7()), new CommitteeFacts(name, record, from, from.AddYears(plan.Terms.Committee.ValidYears).AddDays(-1), series, specialties, grades), office, Officer, session.Now);
    }
}
