using System.Diagnostics;
using System.Globalization;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using TitleReview.App.Demo;
using TitleReview.App.Filings;
using TitleReview.App.Storage;
using TitleReview.App.Storage.Embedded;
using TitleReview.Domain;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Plans;
using TitleReview.Tests.Support;

namespace TitleReview.Web.Tests.Reviews;

/// <summary>
/// The whole site with its demo, and one filing planted with unmistakable strings wherever something of the applicant can hide:
/// fields, free text in many writings, file names, EXIF, PDF metadata, pixels under a mask. Submitted, and passed by hand.
/// </summary>
public sealed class PlantedSite(PostgresServer server) : WebApplicationFactory<Program>, IAsyncLifetime
{
    public const string Name = "帕尔哈提·萨依木江", Undotted = "帕尔哈提萨依木江", Given = "帕尔哈提", Phone = "13977712345", Employer = "额敏县演示水利工作站", EmployerShort = "演示水利工作站",
        Former = "裕民县云杉河灌溉管理所", FormerShort = "云杉河灌溉管理所", FileToken = "雪豹计划", Latin = "PARHAT SAYIMJAN", Register = "REG-7788-LEOPARD";

    private readonly string _data = Directory.CreateTempSubdirectory("titlereview-robot-").FullName;
    private string _database = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public FilingId Filing { get; private set; }
    public string Number { get; private set; } = "";
    public string ResidentId { get; private set; } = "";
    public IReadOnlyList<string> Materials { get; private set; } = [];

    /// <summary>The sheet with the name in its pixels.</summary>
    public string NamedSheet { get; private set; } = "";

    /// <summary>Every number by which the filing, its rows and its files are known inside.</summary>
    public IReadOnlyList<string> Inside { get; private set; } = [];

    /// <summary>What names the applicant: none of it may reach an expert.</summary>
    public IReadOnlyList<string> Planted => [Name, Undotted, Given, Phone, ResidentId, Employer, EmployerShort, Former, FormerShort, FileToken, Latin, Register, Number];

    public HttpClient Client() => CreateClient(new() { AllowAutoRedirect = false });

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateEmptyDatabase(Ct);
        StartServer();
        await Plant();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
        .UseEnvironment("Staging")
        .UseSetting("ConnectionStrings:TitleReview", server.ConnectionString(_database, DatabaseRoles.App))
        .UseSetting("ConnectionStrings:TitleReviewOwner", server.ConnectionString(_database, DatabaseRoles.Owner))
        .UseSetting("TitleReview:DataDirectory", _data)
        .UseSetting("TitleReview:Demo", "true")
        .UseSetting("TitleReview:Clock:Start", "2023-09-18T09:00:00+08:00")
        // Nothing in the background: the machine's search for masks is tested elsewhere, and slow.
        .ConfigureServices(services =>
        {
            foreach (var one in services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Name == "MaskFinder").ToList()) services.Remove(one);
        });

    private async Task Plant()
    {
        Filing = new(Guid.Parse((await Ask("select f.id from filings f join users u on u.applicant_id = f.applicant_id where u.user_name = 'applicant@tacheng'"))[0]));
        Number = (await Ask("select number from filings where id = $1", Filing.Value))[0];
        // A demo number is told by its serial, and the serial by the demo's telephone number.
        ResidentId = DemoPeople.IdOf(int.Parse((await Ask("select right(a.phone, 3) from applicants a join filings f on f.applicant_id = a.id where f.id = $1", Filing.Value))[0], CultureInfo.InvariantCulture)).Number;
        await Ask("update applicants set name = $2, phone = $3 where id = (select applicant_id from filings where id = $1)", Filing.Value, Name, Phone);
        await Ask("update users set display_name = $1 where user_name = 'applicant@tacheng'", Name);
        // What follows the plan inside the database is walled by tenant.
        await Ask("with t as materialized (select set_config('app.tenant', tenant_id::text, true)::uuid as id from filings where id = $1) update plans set terms = jsonb_set(terms, '{files,kinds}', '[\"jpg\",\"pdf\"]') from t where tenant_id = t.id", Filing.Value);

        await using (var applicant = Services.CreateAsyncScope())
        {
            // Set here and not in a method of its own: what is local to a flow of awaits does not come back out of one.
            applicant.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext { User = await Principal(applicant.ServiceProvider, "applicant@tacheng") };
            await Fill(applicant.ServiceProvider);
            await Upload(applicant.ServiceProvider);
            var refusal = await applicant.ServiceProvider.GetRequiredService<SubmitFiling>().Run(Filing, Guid.NewGuid(), Ct);
            Assert.True(refusal is null, refusal?.Sentence + string.Join('\n', (await applicant.ServiceProvider.GetRequiredService<PrecheckFiling>().Run(Filing, Ct)).Findings.Select(f => f.Sentence)));
        }

        // What the offices do meanwhile is walked elsewhere.
        await Ask("update filings set status = 'FormalityPassed', current_office_id = null, stop_index = jsonb_array_length(stops) - 1 where id = $1", Filing.Value);
        Materials = await Ask("select id from materials where filing_id = $1", Filing.Value);
        NamedSheet = (await Ask("select m.id from materials m join material_pages p on p.material_id = m.id where m.filing_id = $1 and m.slot = 'other-attachments' and p.masked", Filing.Value))[0];
        Inside =
        [
            $"{Filing.Value}", $"{Filing.Value:N}", .. Materials, .. Materials.Select(m => m.Replace("-", "", StringComparison.Ordinal)),
            .. await Ask("select applicant_id from filings where id = $1", Filing.Value), .. await Ask("select employer_id from filings where id = $1", Filing.Value), .. await Ask("select plan_id from filings where id = $1", Filing.Value),
            .. await Ask("select sha256 from materials where filing_id = $1", Filing.Value), .. await Ask("select masked_sha256 from material_pages where filing_id = $1 and masked", Filing.Value),
            .. await Ask("select r ->> 'id' from filings f, jsonb_each(f.form -> 'modules') m, jsonb_array_elements(m.value) r where f.id = $1", Filing.Value),
        ];
    }

    private async Task Fill(IServiceProvider applicant)
    {
        var rows = await Ask("select m.key || '|' || (r ->> 'id') from filings f, jsonb_each(f.form -> 'modules') m, jsonb_array_elements(m.value) r where f.id = $1 order by m.key, r ->> 'id'", Filing.Value);
        Guid Row(string module) => Guid.Parse(rows.First(r => r.StartsWith(module + "|", StringComparison.Ordinal)).Split('|')[1]);
        var everything = $"主持人{Name}（{Undotted}；{string.Join(' ', Undotted.ToCharArray())}；{string.Join('　', Undotted.ToCharArray())}；{Given}同志），身份证{ResidentId}，电话{Phone}，{Phone[..3]}-{Phone[3..7]}-{Phone[7..]}，现单位{Employer}（{EmployerShort}），原单位{Former}（{FormerShort}）。";
        (string Module, Guid? Row, string Field, string Value)[] fields =
        [
            ("basic", null, "name", Name), ("basic", null, "phone", Phone), ("basic", null, "engagedIn", $"水利（{EmployerShort}）"), ("work", Row("work"), "employer", Former), ("education", Row("education"), "witness", Name),
            ("achievement", Row("achievement"), "role", everything), ("achievement", Row("achievement"), "effect", everything), ("achievement", Row("achievement"), "name", $"{Former}渠道改造"),
            ("paper", Row("paper"), "name", $"《渠系测算》，{Name}著"), ("paper", Row("paper"), "publication", $"{EmployerShort}内部刊物"), ("award", Row("award"), "name", $"先进个人{Undotted}"),
        ];
        foreach (var (module, row, field, value) in fields)
            Assert.Null((await applicant.GetRequiredService<SaveDraft>().Run(Filing, new DraftChange.Field(module, row, field, value), Ct)).Refusal);
    }

    private async Task Upload(IServiceProvider applicant)
    {
        var made = await Pictures();
        var hex = "FEFF" + Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(Name));
        var pdf = new PdfMaker { Pages = 2 };
        var info = pdf.Add($"<</Title <{hex}>/Author <{hex}>/Subject ({Latin})/Keywords ({ResidentId})>>");
        var xmp = pdf.AddStream("/Type/Metadata/Subtype/XML", Encoding.UTF8.GetBytes($"<x:xmpmeta xmlns:x='adobe:ns:meta/'><dc:creator>{Name} {Latin} {Phone}</dc:creator></x:xmpmeta>"));
        pdf.Trailer = $"/Info {info} 0 R";
        pdf.Catalogue = $"/Metadata {xmp} 0 R";
        await Take(applicant, $"{FileToken} {Name} 合同.jpg", made["exif"], MaskAnswer.No);
        await Take(applicant, $"{FileToken} {Former}.jpg", made["name"], new MaskAnswer(true, [new(MaskKind.Name, new(0.02, 0.3, 0.98, 0.5))], []));
        await Take(applicant, $"{FileToken} {ResidentId}.pdf", pdf.Bytes(), MaskAnswer.No);
    }

    private async Task Take(IServiceProvider applicant, string fileName, byte[] bytes, MaskAnswer answer)
    {
        var (material, refusal) = await applicant.GetRequiredService<AddMaterial>().Run(Filing, new Upload(new MaterialId(Guid.CreateVersion7()), "other-attachments", null, fileName, new MemoryStream(bytes)), Ct);
        Assert.True(material is not null, refusal?.Sentence);
        for (var no = 1; no <= material.Pages; no++) Assert.Null(await applicant.GetRequiredService<AnswerMask>().Run(material.Id, no, answer, Ct));
    }

    /// <summary>Two sheets drawn by the worker's own picture package: one with the name in its EXIF, XMP-like comment and IPTC-like text, one with the name in its pixels.</summary>
    private static async Task<IReadOnlyDictionary<string, byte[]>> Pictures()
    {
        const string Script = """
            import sharp from 'sharp';
            const [name, latin, id] = process.argv.slice(1);
            const sheet = text => sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1240" height="1754"><rect width="1240" height="1754" fill="#fff"/><g font-family="Noto Sans CJK SC" font-size="64" fill="#111"><text x="120" y="250">职工技能竞赛荣誉证书</text><text x="120" y="700">${text}</text><text x="120" y="1200">特发此证以资鼓励</text></g></svg>`)).flatten({ background: '#fff' });
            const made = {
              exif: await sheet('二等奖').withExif({ IFD0: { Artist: latin, Copyright: `${latin} ${id}`, ImageDescription: name, Make: name }, IFD3: { GPSLatitude: '46/1 44/1 0/1' } }).jpeg({ quality: 90 }).toBuffer(),
              name: await sheet(name).jpeg({ quality: 90 }).toBuffer(),
            };
            process.stdout.write(JSON.stringify(Object.fromEntries(Object.entries(made).map(([k, v]) => [k, v.toString('base64')]))));
            """;
        using var node = Process.Start(new ProcessStartInfo("node", ["--input-type=module", "-e", Script, Name, Latin, Register])
        { WorkingDirectory = Path.Combine(Repository.Root, "src", "TitleReview.Worker"), RedirectStandardOutput = true, UseShellExecute = false, StandardOutputEncoding = Encoding.UTF8 })!;
        return JsonSerializer.Deserialize<Dictionary<string, byte[]>>(await node.StandardOutput.ReadToEndAsync(Ct))!;
    }

    private static async Task<ClaimsPrincipal> Principal(IServiceProvider services, string login)
    {
        var user = (await services.GetRequiredService<UserManager<AppUser>>().FindByNameAsync(login))!;
        var principal = await services.GetRequiredService<IUserClaimsPrincipalFactory<AppUser>>().CreateAsync(user);
        var entered = await services.GetRequiredService<TitleReview.App.SignIn.EnterSignIn>().Run(new(new UserId(user.Id), user.TenantId, user.SecurityStamp!, false), "", "", TestContext.Current.CancellationToken);
        ((ClaimsIdentity)principal.Identity!).AddClaim(new(TitleReview.Web.SignIn.Claims.SignIn, entered!.Id.ToString()));
        return principal;
    }

    public async Task<List<string>> Ask(string sql, params object[] values)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString(_database));
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var reader = await command.ExecuteReaderAsync(Ct);
        List<string> rows = [];
        while (await reader.ReadAsync(Ct)) rows.Add(reader.GetValue(0).ToString()!);
        return rows;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }
}
