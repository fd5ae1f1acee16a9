using TitleReview.Tests.Support;

namespace TitleReview.Domain.Tests.House;

public sealed class The_house
{
    private static readonly string[] NoTopics = ["Common", "Helpers", "Services", "Models", "Interfaces", "Managers", "Dtos"];

    private static List<string> Sources()
    {
        var files = AllSources().ToList();
        Assert.True(files.Count > 150, "The sources were not found.");
        return files;
    }

    private static IEnumerable<string> AllSources() =>
        new[] { "src", "tests" }.Select(f => Path.Combine(Repository.Root, f)).Where(Directory.Exists)
            .SelectMany(f => Directory.EnumerateFiles(f, "*", SearchOption.AllDirectories))
            .Where(f => Path.GetExtension(f) is ".cs" or ".razor" or ".typ" or ".mjs")
            .Where(f => !Path.GetRelativePath(Repository.Root, f).Split('/').Any(p => p is "bin" or "obj" or "node_modules" or "Migrations" or "wwwroot"));

    [Fact(DisplayName = "领域只引用 System.*，不知道数据库与网页")]
    public void Keeps_its_domain_free_of_packages() =>
        Assert.All(typeof(Refusal).Assembly.GetReferencedAssemblies(), a => Assert.StartsWith("System.", a.Name, StringComparison.Ordinal));

    [Fact(DisplayName = "一个文件不超过四百行")]
    public void Has_no_file_of_more_than_400_lines() =>
        Assert.Equal([], Sources().Where(f => File.ReadLines(f).Count() > 400).Select(f => Path.GetRelativePath(Repository.Root, f)));

    [Fact(DisplayName = "没有不成主题的文件夹")]
    public void Has_no_folder_without_a_topic() =>
        Assert.Equal([], Sources().Select(f => Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(f)!)).Distinct().Where(f => f.Split('/').Any(NoTopics.Contains)));
}
