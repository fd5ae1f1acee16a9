using System.Globalization;
using TitleReview.Domain.People;

namespace TitleReview.Tests.Support.Scans;

/// <summary>A person who does not exist, and what the system would know of them.</summary>
public sealed record InventedPerson(string Name, string IdNumber, string Phone, string Employer, Sex Sex, string People)
{
    public DateOnly Born => new ResidentId(IdNumber).BirthDate;

    private static readonly (string Name, string People)[] Names =
    [
        ("王建国", "汉"), ("阿布都热合曼·买买提", "维吾尔"), ("李喆堃", "汉"), ("古丽娜尔·艾合买提", "维吾尔"), ("陈䶮", "汉"), ("叶尔江·哈布力", "哈萨克"),
        ("赵敏", "汉"), ("欧阳思远", "汉"), ("阿依古丽·图尔逊", "维吾尔"), ("马晓东", "回"), ("努尔兰·赛力克", "哈萨克"), ("张翀", "汉"),
        ("刘犇", "汉"), ("吐尔逊江·吾斯曼", "维吾尔"), ("周志强", "汉"), ("杨赟", "汉"),
    ];

    private static readonly string[] Employers =
    [
        "塔城地区额敏县第二中学", "新疆天山建筑科技有限责任公司", "喀什地区莎车县人民医院", "巴音郭楞蒙古自治州水利水电勘测设计院", "裕民县农业技术推广中心", "乌苏市第三小学",
        "克孜勒苏柯尔克孜自治州交通规划勘察设计有限公司", "阿克苏地区疾病预防控制中心", "沙湾市环境监测站", "新疆北疆职业技术学院", "托里县草原工作站", "和静县广播电视台",
        "新疆绿洲节水灌溉股份有限公司", "库尔勒市公路管理局", "尼勒克县畜牧兽医站", "昌吉回族自治州博物馆",
    ];

    public static int Count => Names.Length;

    public static InventedPerson Number(int n)
    {
        var random = new Random(1000 + n);
        var (name, people) = Names[n % Names.Length];
        var sex = random.Next(2) == 0 ? Sex.Male : Sex.Female;
        return new(name, Id(random, sex), $"13{random.Next(3, 10)}{random.Next(10_000_000, 100_000_000)}", Employers[n % Employers.Length], sex, people);
    }

    public static string Id(Random random, Sex sex)
    {
        var born = new DateOnly(1968, 1, 1).AddDays(random.Next(10_000)).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var order = random.Next(0, 499) * 2 + (sex == Sex.Male ? 1 : 0);
        var first = $"65{random.Next(21, 44)}{random.Next(1, 32):00}{born}{order:000}";
        return first + ResidentId.CheckDigit(first);
    }
}
