"""What does the desk keep for those who write? Views, snippets, articles, who is looking, and the search index.

Tables only. Start reading at `Article`.
"""

from __future__ import annotations

from django.db import models

from leeway.desk.clock import new_id


class Viewing(models.Model):
    """A colleague has a person's page open, or had it a moment ago."""

    colleague = models.CharField(max_length=64)
    person = models.CharField(max_length=64)
    seen_at = models.DateTimeField()
    writes = models.BooleanField(default=False)
    """Whether they have begun an answer."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["colleague", "person"], name="looks_once"),)
        indexes = (models.Index(fields=["person", "seen_at"], name="who_looks"),)


class SavedView(models.Model):
    """A list of people waiting that a colleague wants to find again."""

    id = models.CharField(primary_key=True, max_length=64, default=new_id)
    colleague = models.CharField(max_length=64)
    name = models.CharField(max_length=60)
    wanted = models.JSONField(default=dict)
    """What is looked for, by name, as the list's address has it."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["colleague", "name"], name="one_view_of_a_name"),)


class Snippet(models.Model):
    """Words to begin with, with variables: `{first name}`; meant to be changed before they are sent."""

    id = models.CharField(primary_key=True, max_length=64, default=new_id)
    name = models.CharField(max_length=60, unique=True)
    text = models.TextField()
    language = models.CharField(max_length=8, blank=True)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()


class Article(models.Model):
    """Something worth knowing, written once: for colleagues, or for everybody."""

    id = models.CharField(primary_key=True, max_length=64, default=new_id)
    title = models.CharField(max_length=200)
    text = models.TextField()
    language = models.CharField(max_length=8, blank=True)
    public = models.BooleanField(default=False)
    """Whether people who are not colleagues may read it."""
    clause = models.CharField(max_length=200, blank=True)
    """The clause it explains, where it comes from a policy."""
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["public", "title"], name="articles_by_title"),)


class Vocable(models.Model):
    """A word that stands in something that can be found: for words begun, and words typed wrongly."""

    word = models.CharField(primary_key=True, max_length=30)


class Word(models.Model):
    """Something that can be found: its stems and letters, and where it leads."""

    kind = models.CharField(max_length=10)
    """`person`, `case`, `entry` or `article`."""
    of = models.CharField(max_length=64)
    """The id of what it leads to."""
    person = models.CharField(max_length=64, blank=True)
    path = models.CharField(max_length=500, blank=True)
    """Whose colleagues may find it: the path of the matter's site; empty: everybody's."""
    at = models.DateTimeField()
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    """As it is shown, cut after some hundred letters."""
    stems = models.TextField(blank=True)
    """The stems of its words, with a space between; the first says of which kind it is: `kindperson`."""
    threes = models.TextField(blank=True)
    """The threes of letters of its title, with a space between."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["kind", "of"], name="found_once"),)
        indexes = (models.Index(fields=["person"], name="words_of_a_person"),)
