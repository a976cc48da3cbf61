import * as Menu from '@radix-ui/react-dropdown-menu'
import * as Tabs from '@radix-ui/react-tabs'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { useFormatter } from 'use-intl'
import { CloseDialog } from './close-dialog.tsx'
import { useTexts } from './language.ts'
import { rowOptions } from './row-queries.ts'

const activities = Array.from({ length: 8 }, (_, index) => index + 1)

/** The page of one version: its status, its activities, its history, and its actions. */
export function JourneyPage() {
  const t = useTexts()
  const format = useFormatter()
  const { versionId } = useParams()
  const { data: rows } = useQuery(rowOptions)
  const [isClosing, setIsClosing] = useState(false)
  const row = rows?.find(({ id }) => id === versionId)
  if (!row) return null
  return (
    <article>
      <header>
        <h1>{row.name}</h1>
        <span>{t('version', { number: row.number })}</span>
        <span className={row.status}>{t(`status.${row.status}`)}</span>
        <Menu.Root>
          <Menu.Trigger aria-label={t('page.more')}>▾</Menu.Trigger>
          <Menu.Portal>
            <Menu.Content>
              <Menu.Item onSelect={() => setIsClosing(true)}>{t('action.close')}</Menu.Item>
              <Menu.Item>{t('action.stop')}</Menu.Item>
            </Menu.Content>
          </Menu.Portal>
        </Menu.Root>
      </header>
      <dl>
        <dt>{t('columns.people')}</dt>
        <dd>{format.number(row.peopleInside)}</dd>
        <dt>{t('columns.updated')}</dt>
        <dd>{format.dateTime(row.updatedAt, { dateStyle: 'medium' })}</dd>
      </dl>
      <Tabs.Root defaultValue="path">
        <Tabs.List aria-label={t('page.views')}>
          <Tabs.Trigger value="path">{t('page.path')}</Tabs.Trigger>
          <Tabs.Trigger value="people">{t('page.people')}</Tabs.Trigger>
          <Tabs.Trigger value="history">{t('page.history')}</Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content value="path">
          <table>
            <tbody>
              {activities.map((number) => (
                <tr key={number}>
                  <th scope="row">
                    {t('page.activity')} {number}
                  </th>
                  <td>{format.number(Math.round(row.peopleInside / number))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Tabs.Content>
        <Tabs.Content value="people">
          <p>{format.number(row.peopleInside)}</p>
        </Tabs.Content>
        <Tabs.Content value="history">
          <ol>
            {activities.map((number) => (
              <li key={number}>{t('page.published')}</li>
            ))}
          </ol>
        </Tabs.Content>
      </Tabs.Root>
      <Link to="/">{t('home')}</Link>
      {isClosing && <CloseDialog row={row} onDone={() => setIsClosing(false)} />}
    </article>
  )
}
