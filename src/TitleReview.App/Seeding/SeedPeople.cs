using TitleReview.App.People;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;

namespace TitleReview.App.Seeding;

/// <summary>造出来的人：姓和名各从表里抽，没有一个是真人；号码校验位正确，前四位 6599 不是任何地方。</summary>
internal sealed class SeedPeople(TenantSession session, Vault vault, int port, Random random)
{
    /// <summary>出生在 1966 至 1998 年之间；与日数互质的步长让同一天出生的散开。</summary>
    private const int Days = 12_000, Step = 7_919;

    private const string Surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段";
    private const string First = "志文建国明海春秋雨雪晓小思嘉子宏立学永庆振泽景云新若书一安承怀望知远清向长";
    private const string Second = "强军平华伟芳敏静丽磊洋勇艳杰娟涛超兰霞刚辉红玲鹏飞玉萍桂英倩宁婷博宇浩然欣怡琳山川江原野松柏禾成栋梅菊竹";

    private static readonly string[] Own = ["阿依", "古丽", "阿曼", "巴哈尔", "热依", "努尔", "赛力", "叶尔", "艾山", "吐尔", "玛依", "迪丽", "木合", "帕丽", "居马", "托合", "巴图", "才仁", "图雅", "孟克"];
    private static readonly string[] OwnEnd = ["努尔", "兰", "江", "别克", "克", "娜", "提", "汗", "西", "加甫"];
    private static readonly string[] Fathers = ["艾合买", "卡德", "木合塔", "买买", "吐尔逊", "阿不都", "赛买", "哈力", "那生", "托克逊", "玉素", "库尔班", "巴雅尔", "达吾", "胡马尔"];

    public string Name()
    {
        if (random.Next(4) == 0) return $"{Pick(Own)}{Pick(OwnEnd)}·{Pick(Fathers)}{Pick(OwnEnd)}";
        var given = random.Next(5) == 0 ? $"{Pick(Second)}" : $"{Pick(First)}{Pick(Second)}";
        return $"{Pick(Surnames)}{given}";
    }

    public static ResidentId IdOf(int port, int serial)
    {
        var birth = new DateOnly(1966, 1, 1).AddDays((int)((long)serial * Step % Days));
        var first17 = $"6599{port % 100:00}{birth:yyyyMMdd}{100 + serial / Days * 2 + serial % 2:000}";
        return new ResidentId(first17 + ResidentId.CheckDigit(first17));
    }

    public (Applicant Applicant, byte[] Platform) Register(int serial, Office employer, Moment at)
    {
        var id = IdOf(port, serial);
        var applicant = Applicant.Register(new ApplicantId(Guid.CreateVersion7()), employer, Name(), id,
            vault.Seal(session.Tenant.Id, RegisterApplicant.ResidentIdPurpose, id.Number), vault.Digest(session.Tenant.Id, RegisterApplicant.ResidentIdPurpose, id.Number),
            $"0999-{serial:0000000}", at);
        applicant.TenantId = session.Tenant.Id;
        applicant.Confirm();
        return (applicant, vault.PlatformDigest("person", id.Number));
    }

    private char Pick(string from) => from[random.Next(from.Length)];

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
